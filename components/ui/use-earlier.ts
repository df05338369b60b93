"use client";

import { useState } from "react";
import { fetchJson, type ReadError } from "./fetch-json";

type Past<T> = { entries: T[]; earlier: string | null };

/**
 * A history that begins with what the page was made with and is read further back when asked for.
 * @param url of the entries before an id, which is put at its end
 */
export function useEarlier<T>(url: string, first: Past<T>) {
  // What has been read further back belongs to the first part it was read after: a newer first part begins anew.
  const [read, setRead] = useState<{ first: Past<T>; past: Past<T> }>({ first, past: first });
  const past = read.first === first ? read.past : first;
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function showEarlier() {
    setPending(true);
    setProblem(null);
    try {
      const next = await fetchJson<Past<T>>(`${url}${past.earlier}`);
      setRead({ first, past: { entries: [...past.entries, ...next.entries], earlier: next.earlier } });
    } catch (error) {
      setProblem((error as ReadError).message);
    }
    setPending(false);
  }

  return { ...past, pending, problem, showEarlier };
}
