/** The key of an action, on the action itself. Screen readers get it from `aria-keyshortcuts`. */
export const Key = ({ of }: { of: string }) => <kbd aria-hidden="true">{of}</kbd>;
