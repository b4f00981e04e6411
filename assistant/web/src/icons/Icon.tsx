const PATHS = {
  back: "M15 5l-7 7 7 7",
  check: "M5 12.5l4.500 4.500L19 7",
  chevron: "M6 9.500l6 6 6-6",
  clip: "M19 11.500l-7.500 7.500a4.600 4.600 0 0 1-6.500-6.500L13 4.500a3 3 0 0 1 4.300 4.300l-8 8a1.500 1.500 0 0 1-2.100-2.100L14 8",
  close: "M6 6l12 12M18 6L6 18",
  copy: "M9 9h10v11H9zM5 15V4h10",
  dark: "M19.500 14.500A8 8 0 0 1 9.500 4.500a8 8 0 1 0 10 10z",
  down: "M12 5v14M6 13l6 6 6-6",
  external: "M14 5h5v5M19 5l-8 8M17 14v5H5V7h5",
  history: "M4 12a8 8 0 1 0 2.500-5.800M4 4v4.500h4.500M12 8v4.500l3 2",
  language: "M3.500 12h17M12 3.500c5 5 5 12 0 17c-5-5-5-12 0-17M12 3.500a8.500 8.500 0 1 1 0 17a8.500 8.500 0 0 1 0-17",
  light: "M12 8a4 4 0 1 1 0 8a4 4 0 0 1 0-8M12 2.500v2M12 19.500v2M2.500 12h2M19.500 12h2M5.300 5.300l1.400 1.400M17.300 17.300l1.400 1.400M5.300 18.700l1.400-1.400M17.300 6.700l1.400-1.400",
  mail: "M4 6h16v12H4zM4 7l8 6 8-6",
  nothing: "M10.500 4a6.500 6.500 0 1 1 0 13a6.500 6.500 0 0 1 0-13M15.300 15.300L20 20M8 10.500h5",
  person: "M12 4a4 4 0 1 1 0 8a4 4 0 0 1 0-8M4.500 20c1-4 4-5.500 7.500-5.500s6.500 1.500 7.500 5.500",
  plus: "M12 5v14M5 12h14",
  retry: "M19 6v5h-5M5 18v-5h5M6.500 9a6.500 6.500 0 0 1 11.500-1.500l1 3.500M17.500 15A6.500 6.500 0 0 1 6 16.500L5 13",
  send: "M12 19V5M6 11l6-6 6 6",
  stop: "M7 7h10v10H7z",
  system: "M4 5h16v11H4zM9 20h6M12 16v4",
  thumb_down: "M7 4h9l3.500 7v3h-6l.8 5.500-1.800.5L7 13.500zM7 4v9.500H4V4z",
  thumb_up: "M7 20h9l3.500-7v-3h-6l.8-5.500L12.500 4 7 10.500zM7 20v-9.500H4V20z",
  warning: "M12 4l9 16H3zM12 10v5M12 17.500v.2",
} as const;

export type IconName = keyof typeof PATHS;

/** A line icon the size of the text around it. Always decorative: the control beside it speaks. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg viewBox="0 0 24 24" width="1.15em" height="1.15em" aria-hidden="true" focusable="false">
      <path
        d={PATHS[name]}
        fill={name === "stop" ? "currentColor" : "none"}
        stroke="currentColor"
        strokeWidth="1.7"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
