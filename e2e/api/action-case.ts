import type { Person, World } from "../world";

/** Whom an action serves; `link`: everybody who holds a one-time link. */
export type Guard = "admin" | "user" | "link";

/** One server action in the matrix. */
export type ActionCase = {
  guard: Guard;
  /** An input that would have an effect, for that caller. */
  input: (world: World, caller: Person) => Promise<object>;
  /** Left out where the action changes something: what it answers instead to an input like this. */
  answers?: "a refusal" | "a reading";
};
