import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import type { ChatMessage } from "../../lib/meeting/state";
import { Icon } from "../../ui/Icon";
import { SidePanel } from "../../ui/SidePanel";
import { linkify } from "./linkify";
import "./chat.css";

interface Props {
  messages: readonly ChatMessage[];
  enabled: boolean;
  /** Answers whether it was sent; the text stays otherwise. */
  onSend: (text: string) => Promise<boolean>;
  onClose: () => void;
}

const longest = 4000;

/** The meeting's chat: what was said since one joined. */
export function ChatPanel({ messages, enabled, onSend, onClose }: Props) {
  const [text, setText] = useState("");
  const [sending, setSending] = useState(false);
  const list = useRef<HTMLOListElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  useEffect(() => {
    list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [messages]);

  const send = async () => {
    const trimmed = text.trim();
    if (trimmed === "" || sending) return;
    setSending(true);
    const sent = await onSend(trimmed);
    setSending(false);
    if (sent) setText("");
    field.current?.focus();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void send();
  };

  return (
    <SidePanel title="Chat" onClose={onClose} testId="chat-panel">
      {messages.length === 0 ? (
        <div className="chat__empty">
          <Icon name="chat" size={32} />
          <p>{enabled ? "No messages yet. Everyone in the meeting sees what you write." : "Chat is switched off in this meeting."}</p>
        </div>
      ) : (
        // A scrollable region must be reachable by keyboard.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <ol ref={list} className="chat__list" aria-label="Messages" tabIndex={0}>
          {messages.map((message, index) => {
            const follows = messages[index - 1]?.fromId === message.fromId && message.at - (messages[index - 1]?.at ?? 0) < 120_000;
            return (
              <li key={message.key} className="chat__message" data-own={message.own ? "" : undefined} data-follows={follows ? "" : undefined} data-testid="chat-message">
                <p className={follows ? "visually-hidden" : "chat__from"}>
                  <strong>{message.own ? "You" : message.from}</strong>
                  <time dateTime={new Date(message.at).toISOString()}>{clock(message.at)}</time>
                </p>
                <p className="chat__text">
                  {linkify(message.text).map((part, at) =>
                    part.link ? (
                      <a key={at} href={part.text} target="_blank" rel="noopener noreferrer nofollow">
                        {part.text}
                      </a>
                    ) : (
                      part.text
                    ),
                  )}
                </p>
              </li>
            );
          })}
        </ol>
      )}
      {enabled && (
        <div className="chat__compose">
          <label className="visually-hidden" htmlFor="message">
            Message to everyone
          </label>
          <textarea
            id="message"
            ref={field}
            className="input chat__field"
            rows={2}
            maxLength={longest}
            value={text}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={onKey}
            placeholder="Message to everyone"
            data-testid="chat-input"
          />
          <button
            type="button"
            className="button button--primary chat__send"
            onClick={() => void send()}
            aria-disabled={text.trim() === "" || sending}
            aria-label="Send"
            data-testid="chat-send"
          >
            <Icon name="send" />
          </button>
        </div>
      )}
    </SidePanel>
  );
}

function clock(at: number): string {
  return new Date(at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
}
