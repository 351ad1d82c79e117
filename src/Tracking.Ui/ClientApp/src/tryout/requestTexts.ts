import { shell } from '../cli/lines'

/** The same request from elsewhere, as it works when pasted. */
export function requestTexts(address: string, body: string): Record<string, string> {
  return {
    curl: [
      `curl -s ${shell(address)} \\`,
      `  -H 'Content-Type: application/json' \\`,
      `  -d ${shell(body)}`,
    ].join('\n'),
    Python: [
      'import json, urllib.request',
      `body = ${JSON.stringify(body)}.encode()`,
      `request = urllib.request.Request(${JSON.stringify(address)}, body, {"Content-Type": "application/json"})`,
      'print(json.load(urllib.request.urlopen(request))["predictions"])',
    ].join('\n'),
    'C#': [
      'using System.Text;',
      'using var http = new HttpClient();',
      `var body = ${JSON.stringify(body)};`,
      `var content = new StringContent(body, Encoding.UTF8, "application/json");`,
      `var answer = await http.PostAsync(${JSON.stringify(address)}, content);`,
      'Console.WriteLine(await answer.Content.ReadAsStringAsync());',
    ].join('\n'),
  }
}
