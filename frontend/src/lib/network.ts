// Whether there is a network at all, as far as the browser knows.

/** Waits while the browser says that there is none. Answers whether it did; rejects when the signal aborts. */
export function network(signal: AbortSignal): Promise<boolean> {
  if (navigator.onLine !== false) return Promise.resolve(false);
  return new Promise((resolve, reject) => {
    const done = () => {
      window.removeEventListener("online", back);
      signal.removeEventListener("abort", stop);
    };
    const back = () => {
      done();
      resolve(true);
    };
    const stop = () => {
      done();
      reject(signal.reason as Error);
    };
    if (signal.aborted) {
      reject(signal.reason as Error);
      return;
    }
    window.addEventListener("online", back);
    signal.addEventListener("abort", stop);
  });
}
