"use client";

import { type ComponentPropsWithRef, useImperativeHandle, useLayoutEffect, useRef } from "react";
import { takeOverEarlyInput } from "./early-input";

/** Every form of ours: what is typed and sent before the page's scripts run counts as if they had run. */
export function Form({ ref, ...props }: ComponentPropsWithRef<"form">) {
  const form = useRef<HTMLFormElement>(null);
  useImperativeHandle(ref, () => form.current!);
  useLayoutEffect(() => takeOverEarlyInput(form.current!), []);
  return <form ref={form} {...props} />;
}
