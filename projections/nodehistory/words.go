package nodehistory

import (
	"strings"
	"unicode/utf8"
)

// maxWord bounds the words in bytes that are told apart.
const maxWord = 64

// wordsOf are the different words of texts as they are searched: without regard
// to case, and without the punctuation around them. What is within a word, as in
// addresses and names of machines, belongs to it.
func wordsOf(texts ...string) []string {
	var words []string
	seen := map[string]bool{}
	for _, text := range texts {
		for _, w := range strings.Fields(strings.ToLower(strings.ToUpper(text))) {
			w = strings.ReplaceAll(strings.Trim(w, ".,;:!?\"'()[]{}<>"), "\x00", "")
			if len(w) > maxWord {
				w = w[:maxWord]
				for !utf8.ValidString(w) && w != "" {
					w = w[:len(w)-1]
				}
			}
			if w != "" && !seen[w] {
				seen[w] = true
				words = append(words, w)
			}
		}
	}
	return words
}

// entryWords are kept with an entry: each with a space before it, so that the
// beginning of a word can be looked for.
func entryWords(texts ...string) string {
	words := wordsOf(texts...)
	if len(words) == 0 {
		return ""
	}
	return " " + strings.Join(words, " ")
}

// wordIndex makes the index by which rare words are found: PostgreSQL's own kind
// for texts, of our words; with SQLite a table that has nothing but the words
// and the places of the entries.
func wordIndex(shared bool) string {
	if shared {
		return `CREATE INDEX {entries}_words ON {entries} USING gin (` + lexemes + `) WITH (fastupdate = off)`
	}
	return `CREATE VIRTUAL TABLE {texts} USING fts5(words, content='', columnsize=0, detail=none, tokenize='ascii')`
}

// lexemes are the words as PostgreSQL indexes them.
const lexemes = `array_to_tsvector(string_to_array(substr(words, 2), ' '))`

// tokens are words as SQLite's tokenizer leaves them whole: it takes everything
// beyond ASCII for letters.
func tokens(words string) string {
	return strings.Map(func(r rune) rune {
		if r < utf8.RuneSelf && r != ' ' && (r < '0' || r > '9') && (r < 'a' || r > 'z') {
			return r + punctuation
		}
		return r
	}, words)
}

// punctuation is where ASCII's stands for SQLite, in a block of private use.
const punctuation = 0xE000

// searched is the search for entries that have a word beginning with each of
// these, in the language of the database's index.
func searched(shared bool, words []string) string {
	parts := make([]string, len(words))
	for i, w := range words {
		if shared {
			parts[i] = "'" + strings.NewReplacer(`\`, `\\`, `'`, `''`).Replace(w) + "':*"
		} else {
			parts[i] = `"` + tokens(w) + `" *`
		}
	}
	if shared {
		return strings.Join(parts, " & ")
	}
	return strings.Join(parts, " AND ")
}
