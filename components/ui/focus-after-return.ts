/** A closed dialog gives the focus back to where it came from, within this time. */
const FOCUS_RETURN_MS = 60;

/**
 * Moves the focus once a closed dialog has given it back, and after whatever is to come first; not when somebody has
 * pressed a key or the mouse since this was called: they are somewhere else already, and what they do next must not
 * happen to another element.
 *
 * @returns gives it up
 */
export function focusAfterReturn(moveFocus: () => void, first: Promise<unknown> = Promise.resolve()): () => void {
  let isGivenUp = false;
  function giveUp() {
    isGivenUp = true;
    document.removeEventListener("keydown", giveUp, true);
    document.removeEventListener("pointerdown", giveUp, true);
  }
  document.addEventListener("keydown", giveUp, true);
  document.addEventListener("pointerdown", giveUp, true);
  const move = () => {
    if (isGivenUp) return;
    giveUp();
    moveFocus();
  };
  void first.then(() => setTimeout(move, FOCUS_RETURN_MS), giveUp);
  return giveUp;
}
