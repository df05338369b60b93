/** A closed dialog gives the focus back to where it came from, within this time. */
const FOCUS_RETURN_MS = 60;

/**
 * Moves the focus once a closed dialog has given it back; not when somebody has pressed a key or the mouse since then:
 * they are somewhere else already, and what they do next must not happen to another element.
 *
 * @returns gives it up
 */
export function focusAfterReturn(moveFocus: () => void): () => void {
  const timer = setTimeout(() => {
    giveUp();
    moveFocus();
  }, FOCUS_RETURN_MS);
  function giveUp() {
    clearTimeout(timer);
    document.removeEventListener("keydown", giveUp, true);
    document.removeEventListener("pointerdown", giveUp, true);
  }
  document.addEventListener("keydown", giveUp, true);
  document.addEventListener("pointerdown", giveUp, true);
  return giveUp;
}
