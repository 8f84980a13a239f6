import { useEffect, useRef, useState } from 'react';

const SETTLE_MS = 200;

/**
 * A text field whose settled value lives in the address: typing shows at once, the address follows when it
 * rests, and going back in history brings the old text.
 */
export function useFilterText(
  settled: string,
  onSettled: (text: string) => void,
): [string, (text: string) => void] {
  const [text, setText] = useState(settled);
  const sent = useRef(settled);
  const latest = useRef(onSettled);
  useEffect(() => {
    latest.current = onSettled;
  });
  useEffect(() => {
    if (settled === sent.current) return;
    sent.current = settled;
    setText(settled);
  }, [settled]);
  useEffect(() => {
    if (text === sent.current) return;
    const timer = setTimeout(() => {
      sent.current = text;
      latest.current(text);
    }, SETTLE_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [text]);
  return [text, setText];
}
