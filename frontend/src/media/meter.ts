// The loudness of a track, for level meters and the reminder that one speaks
// into a switched-off microphone.

/** Loudness from 0 to 1 of samples between -1 and 1: -60 dB is 0, -10 dB is 1. */
export function loudness(samples: Float32Array): number {
  if (samples.length === 0) return 0;
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  const level = 10 * Math.log10(sum / samples.length + 1e-12);
  return Math.min(1, Math.max(0, (level + 60) / 50));
}

export interface Meter {
  /** Loudness now. */
  read(): number;
  close(): void;
}

export function openMeter(track: MediaStreamTrack): Meter {
  const context = new AudioContext();
  const source = context.createMediaStreamSource(new MediaStream([track]));
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  source.connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  // A page without a gesture yet starts suspended.
  if (context.state === "suspended") void context.resume().catch(() => undefined);
  return {
    read() {
      analyser.getFloatTimeDomainData(samples);
      return loudness(samples);
    },
    close() {
      source.disconnect();
      void context.close().catch(() => undefined);
    },
  };
}

/** A short tone, without any sound file. */
export function chime(kind: "knock" | "message" | "test", sinkId = ""): void {
  const context = new AudioContext();
  const withSink = context as AudioContext & { setSinkId?: (id: string) => Promise<void> };
  const ready = sinkId !== "" && withSink.setSinkId ? withSink.setSinkId(sinkId).catch(() => undefined) : Promise.resolve();
  void ready.then(() => {
    const notes = { knock: [392, 523.25], message: [659.25], test: [523.25, 659.25, 783.99] }[kind];
    const start = context.currentTime + 0.02;
    notes.forEach((frequency, index) => {
      const from = start + index * 0.16;
      const oscillator = context.createOscillator();
      const gain = context.createGain();
      oscillator.frequency.value = frequency;
      gain.gain.setValueAtTime(0, from);
      gain.gain.linearRampToValueAtTime(0.12, from + 0.02);
      gain.gain.exponentialRampToValueAtTime(0.0001, from + 0.3);
      oscillator.connect(gain).connect(context.destination);
      oscillator.start(from);
      oscillator.stop(from + 0.32);
    });
    setTimeout(() => void context.close().catch(() => undefined), 1200);
  });
}
