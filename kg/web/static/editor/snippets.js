// The query as it is asked elsewhere: an address, a shell, Python, R.

const quoted = (text) => `'${text.replaceAll("'", `'\\''`)}'`;

/** Return by name how to ask `query` of the endpoint at `url`; `graph` says that it makes triples. */
export function snippets(url, query, graph) {
  const text = query.trim();
  return {
    Link: `${url}?query=${encodeURIComponent(text)}`,
    curl: `curl -H 'Accept: ${graph ? "text/turtle" : "text/csv"}' --data-urlencode query=${quoted(text)} ${url}`,
    Python: python(url, text, graph),
    R: inR(url, text, graph),
  };
}

function python(url, query, graph) {
  const plain = !query.includes('"""') && !query.includes("\\") && !query.endsWith('"');
  const literal = plain ? `"""\n${query}\n"""` : JSON.stringify(query);
  const use = graph ? "print(answer.read().decode())" : "table = pd.read_csv(answer)";
  return `import urllib.parse
import urllib.request
${graph ? "" : "\nimport pandas as pd\n"}
query = ${literal}
url = "${url}?format=${graph ? "turtle" : "csv"}"
data = urllib.parse.urlencode({"query": query}).encode()
with urllib.request.urlopen(url, data) as answer:
    ${use}
`;
}

function inR(url, query, graph) {
  let dashes = "";
  while (query.includes(`)${dashes}"`)) dashes += "-";
  const address = `paste0("${url}?format=${graph ? "turtle" : "csv"}&query=", URLencode(query, reserved = TRUE))`;
  return `query <- r"${dashes}(
${query}
)${dashes}"
${graph ? `cat(readLines(${address}, encoding = "UTF-8"), sep = "\\n")` : `table <- read.csv(${address}, encoding = "UTF-8")`}
`;
}
