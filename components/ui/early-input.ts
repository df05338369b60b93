/** A form before its scripts run: `HOLD_EARLY_SUBMITS` notes whether it is to be sent. */
type EarlyForm = HTMLFormElement & { wasSentEarly?: boolean; isTakenOver?: boolean };

/**
 * Stands in the page before everything else. A page can be read before its scripts run: a form that is sent in that
 * moment would be sent by the browser itself, which shows the page anew and forgets what was typed. No form of ours is
 * sent so, hence whatever nobody answered is an early one; it is held, and sent once the form can, unless somebody has
 * gone on changing it.
 */
export const HOLD_EARLY_SUBMITS = `addEventListener("submit", function (event) {
  if (event.defaultPrevented) return;
  event.preventDefault();
  event.target.wasSentEarly = true;
});
addEventListener("input", function (event) {
  if (event.target.form) event.target.form.wasSentEarly = false;
});`;

/**
 * Takes over what was done to a form before its scripts ran. React keeps what the fields show and knows nothing of it:
 * the field says one thing then, and what is saved is another.
 */
export function takeOverEarlyInput(form: EarlyForm): void {
  if (form.isTakenOver) return;
  form.isTakenOver = true;
  const steps = [...form.elements].flatMap((field) => takingOver(field) ?? []);
  if (form.wasSentEarly) steps.push(() => form.requestSubmit());
  // One after the other, so that each sees what the form has become by the one before.
  const next = () => {
    const step = steps.shift();
    if (!step) return;
    step();
    setTimeout(next);
  };
  setTimeout(next);
}

/** How to take over what a field says by now; null where it says what it said. */
function takingOver(field: Element): (() => void) | null {
  if (field instanceof HTMLTextAreaElement) return takingOverText(field, HTMLTextAreaElement.prototype);
  if (!(field instanceof HTMLInputElement) || field.type === "file" || field.type === "hidden") return null;
  if (field.type === "checkbox" || field.type === "radio") return takingOverMark(field);
  return takingOverText(field, HTMLInputElement.prototype);
}

function takingOverText<F extends HTMLInputElement | HTMLTextAreaElement>(field: F, prototype: F) {
  const typed = field.value;
  if (typed === field.defaultValue.replaceAll("\r\n", "\n")) return null;
  return () => {
    // Somebody has typed on meanwhile, and React knows that.
    if (field.value !== typed && field.value !== field.defaultValue) return;
    const { selectionStart: start, selectionEnd: end } = field;
    // React compares with the value it set last, hence first the one it knows, then past it the one that was typed.
    field.value = field.defaultValue;
    Object.getOwnPropertyDescriptor(prototype, "value")?.set?.call(field, typed);
    if (start !== null) field.setSelectionRange(start, end);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
}

function takingOverMark(field: HTMLInputElement) {
  const { checked } = field;
  // Of radio buttons the one that was chosen tells the others.
  if (checked === field.defaultChecked || (field.type === "radio" && !checked)) return null;
  return () => {
    field.checked = !checked;
    field.click();
  };
}
