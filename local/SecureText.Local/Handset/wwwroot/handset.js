// Everything that a person wrote goes into the page as text, never as markup.
const part = (id) => document.getElementById(id);
const threads = new Map(); // number -> texts by id, in order of arrival
let openNumber = null;

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function pretty(number) {
  const parts = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(number);
  return parts ? `(${parts[1]}) ${parts[2]}-${parts[3]}` : number;
}

// The number as the simulator writes it; a plain guess is enough, since the server decides.
function canonical(text) {
  const digits = text.replace(/\D/g, "");
  if (digits.length === 10) return `+1${digits}`;
  return digits.length === 11 && digits[0] === "1" ? `+${digits}` : null;
}

async function ask(path, method, body) {
  const answer = await fetch(path, {
    method: method ?? "GET",
    headers: body ? { "Content-Type": "application/json" } : {},
    body: body ? JSON.stringify(body) : undefined,
  });
  const content = answer.status === 204 ? null : await answer.json();
  if (!answer.ok) throw new Error(content?.message ?? `The program answered ${answer.status}.`);
  return content;
}

const states = { sending: "on its way", delivered: "delivered", undelivered: "the clinic never got it" };
const writers = { patient: "You", clinic: "Clinic", network: "Network" };

function drawText(text) {
  const item = element("li", text.from);
  if (!text.onPhone) item.classList.add("unarrived");
  item.append(element("p", "bubble", text.text));
  const about = element("p", "about", `${writers[text.from]}, `);
  const time = element("time", "", new Date(text.at).toLocaleTimeString());
  time.dateTime = text.at;
  const failed = text.state.startsWith("failed") || text.state === "undelivered";
  const state = text.onPhone ? states[text.state] ?? text.state : `${text.state}, never arrived`;
  about.append(time, ", ", element("span", failed ? "failed" : "", state));
  item.append(about);
  return item;
}

function drawThread() {
  const open = openNumber !== null;
  part("thread-title").textContent = open ? pretty(openNumber) : "No phone is open";
  part("thread-hint").hidden = open;
  part("thread").hidden = part("send-form").hidden = !open;
  if (!open) return;
  const texts = [...(threads.get(openNumber)?.values() ?? [])].sort((a, b) => a.sequence - b.sequence);
  part("thread").replaceChildren(...texts.map(drawText));
  part("thread").scrollTop = part("thread").scrollHeight;
}

function drawPhones() {
  const newest = [...threads].map(([number, texts]) => {
    const last = [...texts.values()].reduce((a, b) => (a && a.sequence > b.sequence ? a : b), null);
    return { number, last };
  });
  newest.sort((a, b) => (b.last?.sequence ?? Infinity) - (a.last?.sequence ?? Infinity));
  const focused = document.activeElement?.dataset?.number;
  part("phones").replaceChildren(...newest.map(({ number, last }) => {
    const button = element("button");
    button.type = "button";
    button.dataset.number = number;
    button.setAttribute("aria-current", String(number === openNumber));
    button.append(element("span", "number", pretty(number)), element("span", "last", last?.text ?? "no texts yet"));
    button.addEventListener("click", () => open(number));
    const item = element("li");
    item.append(button);
    return item;
  }));
  if (focused) part("phones").querySelector(`[data-number="${CSS.escape(focused)}"]`)?.focus();
}

function keep(text) {
  if (!threads.has(text.phone)) threads.set(text.phone, new Map());
  threads.get(text.phone).set(text.id, text);
}

async function fetchThread(number) {
  for (const text of await ask(`/handset/phones/${encodeURIComponent(number)}`)) keep(text);
  if (!threads.has(number)) threads.set(number, new Map());
}

// At once, so that whoever types on types into this phone; what it holds comes after.
async function open(number) {
  openNumber = number;
  drawThread();
  drawPhones();
  part("send-text").focus();
  await fetchThread(number);
  if (openNumber === number) drawThread();
}

function drawState(state) {
  for (const cell of document.querySelectorAll("[data-count]")) {
    cell.textContent = cell.dataset.count === "pending" ? state.pending : state.counts[cell.dataset.count];
  }
  part("no-dead-letters").hidden = state.deadLetters.length > 0;
  part("dead-letters").replaceChildren(...state.deadLetters.map((one) =>
    element("li", "", `${one.subscription}: ${one.reason} after ${one.attempts}, last ${one.lastOutcome} (${one.id})`)));
}

function drawOnce(state) {
  const line = part("send-line");
  line.replaceChildren(...state.lines.map((one) => new Option(`${pretty(one.number)} (${one.kind})`, one.number)));
  part("line-choice").hidden = state.lines.length < 2;
  const codes = part("switches").elements.failWith;
  codes.replaceChildren(new Option("Delivered", "0"), ...state.failures.map((code) => new Option(`Failed ${code}`, code)));
  for (const [name, value] of Object.entries(state.switches)) {
    const control = part("switches").elements[name];
    if (control.type === "checkbox") control.checked = value;
    else control.value = value;
  }
}

let stateWanted = false;
function refreshStateSoon() {
  if (stateWanted) return;
  stateWanted = true;
  setTimeout(async () => {
    stateWanted = false;
    try {
      const state = await ask("/handset/state");
      drawState(state);
      if (state.pending > 0) refreshStateSoon();
    } catch {
      // The stream below says that the connection is gone.
    }
  }, 500);
}

function arrived(text) {
  const isNew = !threads.get(text.phone)?.has(text.id);
  keep(text);
  drawPhones();
  if (text.phone === openNumber) drawThread();
  if (isNew && text.from !== "patient" && text.onPhone) {
    part("announcer").textContent = `New text on ${pretty(text.phone)}: ${text.text}`;
  }
  refreshStateSoon();
}

async function load() {
  const state = await ask("/handset/state");
  drawOnce(state);
  drawState(state);
  for (const text of state.phones) keep(text);
  if (openNumber !== null) await fetchThread(openNumber);
  drawPhones();
  drawThread();
}

function listen() {
  const stream = new EventSource("/handset/events");
  // Also after a break: what came in the meantime is fetched again.
  stream.onopen = () => {
    part("connection").hidden = true;
    load().catch(() => { part("connection").hidden = false; });
  };
  stream.onmessage = (message) => arrived(JSON.parse(message.data));
  stream.onerror = () => { part("connection").hidden = false; };
}

part("open-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const number = canonical(part("open-number").value);
  part("open-problem").textContent = number ? "" : "Enter ten digits, as (206) 555-0123.";
  if (!number) return;
  part("open-number").value = "";
  try {
    await open(number);
  } catch (problem) {
    part("open-problem").textContent = problem.message;
  }
});

part("send-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const text = part("send-text").value;
  part("send-problem").textContent = text.trim() ? "" : "Write something first.";
  if (!text.trim()) return;
  part("send-text").value = "";
  part("send-text").focus();
  try {
    await ask(`/handset/phones/${encodeURIComponent(openNumber)}`, "POST", { text, line: part("send-line").value });
  } catch (problem) {
    part("send-problem").textContent = problem.message;
    part("send-text").value ||= text;
  }
});

part("send-text").addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  part("send-form").requestSubmit();
});

part("switches").addEventListener("change", () => {
  const { duplicates, shuffling, schema, casing, failWith, slowReports, fault } = part("switches").elements;
  ask("/handset/switches", "PUT", {
    duplicates: duplicates.checked, shuffling: shuffling.checked, schema: schema.value, casing: casing.value,
    failWith: Number(failWith.value), slowReports: slowReports.checked, fault: fault.value,
  }).catch(() => { part("connection").hidden = false; });
});

listen();
