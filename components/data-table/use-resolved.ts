"use client";

import { useEffect, useState } from "react";

/**
 * The value of the latest promise that has come true; until the next one does, the value before it. For numbers beside
 * the rows: they may come later, and must not hold the rows up. A failure goes to the nearest error boundary.
 */
export function useResolved<T>(promise: Promise<T>): T | undefined {
  const [value, setValue] = useState<T>();
  useEffect(() => {
    let isLatest = true;
    promise.then(
      (resolved) => isLatest && setValue(resolved),
      (error) =>
        isLatest &&
        setValue(() => {
          throw error;
        }),
    );
    return () => {
      isLatest = false;
    };
  }, [promise]);
  return value;
}
