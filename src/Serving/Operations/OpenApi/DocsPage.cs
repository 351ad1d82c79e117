using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Tracking.Serving.Operations.OpenApi;

/// <summary>GET /docs: a page to try the models with; it loads nothing but <c>/openapi.json</c>.</summary>
internal static class DocsPage
{
    private const string Script = """
        const $ = id => document.getElementById(id);
        const headers = () => $('key').value ? {'x-api-key': $('key').value} : {};
        let base = '', bodies = {};
        async function load() {
          const answer = await fetch('openapi.json', {headers: headers()});
          if (!answer.ok) { $('answer').textContent = answer.status + ' ' + await answer.text(); return; }
          const api = await answer.json();
          base = api.servers[0].url.replace(/\/$/, '');
          $('path').replaceChildren();
          for (const [path, item] of Object.entries(api.paths)) {
            const option = document.createElement('option');
            option.value = path;
            option.textContent = path + '  ' + item.post.summary;
            $('path').append(option);
            bodies[path] = item.post.requestBody.content['application/json'];
          }
          choose();
        }
        function choose() {
          const body = bodies[$('path').value];
          if (!body) return;
          $('body').value = body.example ? JSON.stringify(body.example, null, 2) : '';
          $('schema').textContent = JSON.stringify(body.schema, null, 2);
        }
        async function send() {
          const start = performance.now();
          const answer = await fetch(base + $('path').value, {
            method: 'POST', body: $('body').value, headers: {...headers(), 'Content-Type': 'application/json'}});
          const text = await answer.text();
          $('answer').textContent = answer.status + ' in ' + Math.round(performance.now() - start) + ' ms\n' + text;
        }
        $('path').addEventListener('change', choose);
        $('key').addEventListener('change', load);
        $('send').addEventListener('click', () => send().catch(error => { $('answer').textContent = error; }));
        load();
        """;

    private const string Style = """
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
        :root { color-scheme: light dark; }
        label { display: block; margin-top: 1rem; font-weight: 600; }
        select, input, textarea { width: 100%; box-sizing: border-box; font: inherit; padding: .4rem; }
        textarea, pre { font: 14px/1.4 ui-monospace, monospace; }
        pre { overflow: auto; max-height: 30rem; white-space: pre-wrap; overflow-wrap: anywhere; }
        button { font: inherit; margin-top: 1rem; padding: .4rem 1.5rem; }
        """;

    private const string Html = $"""
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Served models</title>
        <style>{Style}</style></head>
        <body>
        <h1>Served models</h1>
        <label for="path">Model</label><select id="path"></select>
        <label for="key">API key, if one is needed</label><input id="key" type="password" autocomplete="off">
        <label for="body">Request</label><textarea id="body" rows="12" spellcheck="false"></textarea>
        <button id="send">Send</button>
        <h2>Answer</h2><pre id="answer" aria-live="polite"></pre>
        <h2>Schema of the request</h2><pre id="schema"></pre>
        <p><a href="openapi.json">openapi.json</a></p>
        <script>{Script}</script>
        </body></html>
        """;

    private static readonly string Policy =
        $"default-src 'none'; connect-src 'self'; script-src 'sha256-{DigestOf(Script)}'; " +
        $"style-src 'sha256-{DigestOf(Style)}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static Task SendAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(Html, context.RequestAborted);
    }

    private static string DigestOf(string text) =>
        Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
