/** A form whose sending nobody answered yet: `HOLD_EARLY_SUBMITS` marks it. */
type EarlyForm = HTMLFormElement & { wasSentEarly?: boolean };

/**
 * Stands in the page before everything else. A page can be read before its scripts run: a form that is sent in that
 * moment would be sent by the browser itself, which shows the page anew and forgets what was typed. No form of ours is
 * sent so, hence whatever nobody answered is an early one; it is held, and sent once the form can.
 */
export const HOLD_EARLY_SUBMITS = `addEventListener("submit", function (event) {
  if (event.defaultPrevented) return;
  event.preventDefault();
  event.target.wasSentEarly = true;
});`;

/**
 * Takes over what was done to a form before its scripts ran. React keeps what the fields show and knows nothing of it:
 * the field says one thing then, and what is saved is another.
 */
export function takeOverEarlyInput(form: EarlyForm): void {
  for (const field of form.elements) {
    if (field instanceof HTMLTextAreaElement) takeOverText(field, HTMLTextAreaElement.prototype);
    if (!(field instanceof HTMLInputElement)) continue;
    if (field.type === "checkbox" || field.type === "radio") takeOverMark(field);
    else if (field.type !== "file" && field.type !== "hidden") takeOverText(field, HTMLInputElement.prototype);
  }
  if (!form.wasSentEarly) return;
  form.wasSentEarly = false;
  // After React has drawn what was taken over.
  setTimeout(() => form.requestSubmit());
}

/** React compares with the value it set last, hence first the one it knows, then past it the one that was typed. */
function takeOverText<Field extends HTMLInputElement | HTMLTextAreaElement>(field: Field, prototype: Field): void {
  const typed = field.value;
  if (typed === field.defaultValue) return;
  field.value = field.defaultValue;
  Object.getOwnPropertyDescriptor(prototype, "value")?.set?.call(field, typed);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function takeOverMark(field: HTMLInputElement): void {
  // Of radio buttons the one that was chosen tells the others.
  const isChanged = field.checked !== field.defaultChecked && (field.checked || field.type === "checkbox");
  if (!isChanged) return;
  field.checked = field.defaultChecked;
  field.click();
}
