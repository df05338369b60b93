export const SETTINGS_REFUSALS = {
  unchanged: "It is set so already.",
  changed_meanwhile: "Somebody else has changed the settings meanwhile. Look at what is set now, and change it again.",
};
