/** Puts a file that this page made or fetched among the person's downloads. */
export function saveFile(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** The same for an answer of the server, under the name that it gives. */
export async function saveAnswer(response: Response, name: string): Promise<void> {
  const given = /filename="?([\w.-]+)"?/.exec(response.headers.get('Content-Disposition') ?? '')?.[1];
  saveFile(await response.blob(), given ?? name);
}
