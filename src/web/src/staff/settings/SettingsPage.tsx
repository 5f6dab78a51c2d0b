export function SettingsPage({ section }: { section: string }) {
  return <main className="page"><h1>{section}</h1></main>;
}
