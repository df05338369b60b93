import { createTheme, type MantineColorsTuple } from "@mantine/core";

/** The one accent colour. Shade 6 on white and shade 4 on the dark background both pass 4.5:1 for text. */
const cobalt: MantineColorsTuple = [
  "#eef2ff",
  "#dfe6fd",
  "#bccaf9",
  "#94abf5",
  "#7d98f3",
  "#4a6be8",
  "#2b50d8",
  "#2243bb",
  "#1c3898",
  "#182f7c",
];

/** Cool, nearly neutral: text, borders and surfaces of the light scheme. */
const gray: MantineColorsTuple = [
  "#f8f9fb",
  "#f1f3f6",
  "#e6e9ee",
  "#d9dde4",
  "#c3c9d3",
  "#9aa3b2",
  "#667085",
  "#4a5365",
  "#323a49",
  "#1a202c",
];

/** Surfaces and text of the dark scheme. */
const dark: MantineColorsTuple = [
  "#d5d9e0",
  "#b3bac6",
  "#9aa3b2",
  "#6b7484",
  "#3c4452",
  "#2c333f",
  "#21262f",
  "#14171d",
  "#0f1217",
  "#0a0c10",
];

/** Mantine's own, but for the shades that text and filled buttons use: those pass 4.5:1 here. */
const red: MantineColorsTuple = [
  "#fff5f5",
  "#ffe3e3",
  "#ffc9c9",
  "#ffa8a8",
  "#ff8787",
  "#e03131",
  "#d92b2b",
  "#c92a2a",
  "#b02525",
  "#a51d1d",
];
const orange: MantineColorsTuple = [
  "#fff4e6",
  "#ffe8cc",
  "#ffd8a8",
  "#ffc078",
  "#ffa94d",
  "#ff922b",
  "#fd7e14",
  "#f76707",
  "#d9480f",
  "#a83806",
];
const teal: MantineColorsTuple = [
  "#e6fcf5",
  "#c3fae8",
  "#96f2d7",
  "#63e6be",
  "#38d9a9",
  "#20c997",
  "#12b886",
  "#0ca678",
  "#099268",
  "#077352",
];

/** The look of Attaché: quiet, dense, one accent. Everything else is Mantine's own. */
export const theme = createTheme({
  primaryColor: "cobalt",
  primaryShade: { light: 6, dark: 5 },
  colors: { cobalt, gray, dark, red, orange, teal },
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', Menlo, Consolas, monospace",
  headings: { fontFamily: "'Inter Variable', system-ui, sans-serif", fontWeight: "600" },
  fontSizes: { xs: "0.75rem", sm: "0.8125rem", md: "0.875rem", lg: "1rem", xl: "1.125rem" },
  defaultRadius: "sm",
  radius: { xs: "3px", sm: "6px", md: "8px", lg: "12px", xl: "16px" },
  focusRing: "auto",
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: "sm" } },
    Modal: { defaultProps: { closeButtonProps: { "aria-label": "Close" } } },
    Notification: { defaultProps: { closeButtonProps: { "aria-label": "Close" } } },
    // Its empty placeholder for the focus is no item of a menu; without it the first item has the focus.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    // The list itself scrolls, which assistive technology knows how to; a box around it would need a tab stop.
    Select: {
      defaultProps: { withScrollArea: false },
      styles: { options: { maxHeight: 240, overflowY: "auto" } },
    },
    Tooltip: { defaultProps: { openDelay: 300, withArrow: true } },
  },
});
