package webhooks

// migrations of the component "webhooks". A step that was released is never
// changed.
var migrations = []string{
	// One row, made by the first Run. Whoever writes any of the tables below touches it first, so on
	// PostgreSQL one writes at a time.
	`CREATE TABLE webhooks_fence (one BIGINT NOT NULL PRIMARY KEY, fence BIGINT NOT NULL)`,

	// How far each webhook is. position: everything up to there was put into
	// the queue or does not concern it. config: revision of the configuration
	// that it works with. replay: the order that replay_* is about.
	`CREATE TABLE webhooks_state (
		webhook KEYTEXT NOT NULL PRIMARY KEY,
		position BIGINT NOT NULL,
		config BIGINT NOT NULL,
		paused_until BIGINT NOT NULL DEFAULT 0,
		failing_since BIGINT NOT NULL DEFAULT 0,
		last_error TEXT NOT NULL DEFAULT '',
		last_success BIGINT NOT NULL DEFAULT 0,
		replay BIGINT NOT NULL DEFAULT 0,
		replay_running BIGINT NOT NULL DEFAULT 0,
		replay_after BIGINT NOT NULL DEFAULT 0,
		replay_through BIGINT NOT NULL DEFAULT 0,
		replay_position BIGINT NOT NULL DEFAULT 0)`,

	// Deliveries that are not finished. head: the first of its stream in its
	// lane, hence the one to send; parked ones are never heads.
	`CREATE TABLE webhooks_queue (
		webhook KEYTEXT NOT NULL,
		lane BIGINT NOT NULL,
		position BIGINT NOT NULL,
		stream KEYTEXT NOT NULL,
		revision BIGINT NOT NULL,
		event_id TEXT NOT NULL,
		type TEXT NOT NULL,
		replay BIGINT NOT NULL,
		state BIGINT NOT NULL,
		head BIGINT NOT NULL,
		queued_at BIGINT NOT NULL,
		attempts BIGINT NOT NULL DEFAULT 0,
		first_at BIGINT NOT NULL DEFAULT 0,
		last_at BIGINT NOT NULL DEFAULT 0,
		next_at BIGINT NOT NULL,
		status BIGINT NOT NULL DEFAULT 0,
		error TEXT NOT NULL DEFAULT '',
		duration_ms BIGINT NOT NULL DEFAULT 0,
		PRIMARY KEY (webhook, lane, position))`,
	`CREATE INDEX webhooks_queue_due ON webhooks_queue (webhook, lane, head, next_at)`,
	`CREATE INDEX webhooks_queue_stream ON webhooks_queue (webhook, lane, stream, position)`,
	`CREATE INDEX webhooks_queue_state ON webhooks_queue (webhook, state)`,

	// The last attempts, with the state that each led to. final: it finished
	// its delivery.
	`CREATE TABLE webhooks_log (
		webhook KEYTEXT NOT NULL,
		seq BIGINT NOT NULL,
		final BIGINT NOT NULL,
		position BIGINT NOT NULL,
		stream TEXT NOT NULL,
		revision BIGINT NOT NULL,
		event_id TEXT NOT NULL,
		type TEXT NOT NULL,
		replay BIGINT NOT NULL,
		state BIGINT NOT NULL,
		attempts BIGINT NOT NULL,
		first_at BIGINT NOT NULL,
		last_at BIGINT NOT NULL,
		next_at BIGINT NOT NULL,
		status BIGINT NOT NULL,
		error TEXT NOT NULL,
		duration_ms BIGINT NOT NULL,
		PRIMARY KEY (webhook, seq))`,
	`CREATE INDEX webhooks_log_final ON webhooks_log (webhook, final, seq)`,
}
