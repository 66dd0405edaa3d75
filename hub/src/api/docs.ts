import { readFileSync } from 'node:fs'
import type { OpenAPIHono } from '@hono/zod-openapi'
import { html } from 'hono/html'
import type { ApiBindings } from './deps.ts'
import { PROBLEM_KINDS } from './problems.ts'

const INFO = {
  openapi: '3.1.0',
  info: {
    title: 'Schoolgate hub',
    version: '1',
    description:
      'What the dashboard asks of the hub. Live changes come over the socket.io feed, not from here.',
  },
}

interface Operation {
  summary?: string
  description?: string
  tags?: string[]
  'x-right'?: string
  parameters?: { name: string; in: string; required?: boolean; schema?: object }[]
  requestBody?: { content: Record<string, { schema?: object }> }
  responses: Record<string, { description: string; content?: Record<string, { schema?: object }> }>
}

/** The OpenAPI 3.1 document and a page to read it by, made on the server: no script. */
export function docsRoutes(app: OpenAPIHono<{ Bindings: ApiBindings }>): void {
  const css = readFileSync(new URL('./docs.css', import.meta.url), 'utf8')
  let document: ReturnType<typeof app.getOpenAPI31Document> | undefined
  const openapi = () => {
    document ??= app.getOpenAPI31Document(INFO)
    return document
  }

  app.get('/api/openapi.json', c => c.json(openapi(), 200, { 'Cache-Control': 'no-cache' }))
  app.get('/api/docs.css', c =>
    c.body(css, 200, { 'Content-Type': 'text/css; charset=utf-8', 'Cache-Control': 'no-cache' }),
  )
  app.get('/api/docs', c =>
    c.html(page(openapi().paths as Record<string, Record<string, Operation>>), 200, {
      'Cache-Control': 'no-cache',
    }),
  )
}

function page(paths: Record<string, Record<string, Operation>>) {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )
  const tags = [...new Set(operations.map(o => o.operation.tags?.[0] ?? 'Other'))]
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${INFO.info.title}: API</title>
        <link rel="stylesheet" href="/api/docs.css" />
      </head>
      <body>
        <header>
          <h1>${INFO.info.title}</h1>
          <p>${INFO.info.description} Machine-readable: <a href="/api/openapi.json">OpenAPI 3.1</a>.</p>
        </header>
        <nav aria-label="Sections">
          ${tags.map(tag => html`<a href="#${tag}">${tag}</a> `)}<a href="#problems">Problems</a>
        </nav>
        <main>
          ${tags.map(
            tag =>
              html`<section id="${tag}">
                <h2>${tag}</h2>
                ${operations.filter(o => (o.operation.tags?.[0] ?? 'Other') === tag).map(article)}
              </section>`,
          )}
          <section id="problems">
            <h2>Problems</h2>
            <p>Every error is <code>application/problem+json</code> (RFC 9457); <code>where</code> names the field.</p>
            <table>
              <thead>
                <tr><th>code</th><th>status</th><th>title</th></tr>
              </thead>
              <tbody>
                ${PROBLEM_KINDS.map(
                  p =>
                    html`<tr id="problem-${p.code}"><td><code>${p.code}</code></td><td>${p.status}</td><td>${p.title}</td></tr>`,
                )}
              </tbody>
            </table>
          </section>
        </main>
      </body>
    </html>`
}

function article({ path, method, operation }: { path: string; method: string; operation: Operation }) {
  const body = Object.values(operation.requestBody?.content ?? {})[0]?.schema
  return html`<article>
    <h3><span class="method">${method.toUpperCase()}</span> <code>${path}</code></h3>
    <p>${operation.summary}. ${operation.description ?? ''} <span class="right">${operation['x-right']}</span></p>
    ${
      operation.parameters?.length
        ? html`<table>
          <thead><tr><th>parameter</th><th>in</th><th>schema</th></tr></thead>
          <tbody>
            ${operation.parameters.map(
              p =>
                html`<tr><td><code>${p.name}</code>${p.required ? '' : ' (optional)'}</td><td>${p.in}</td><td><code>${JSON.stringify(p.schema)}</code></td></tr>`,
            )}
          </tbody>
        </table>`
        : ''
    }
    ${body ? details('Request body', body) : ''}
    <ul>
      ${Object.entries(operation.responses).map(([status, response]) => {
        const schema = Object.entries(response.content ?? {})[0]
        const plain = !schema || schema[0].startsWith('application/problem')
        return html`<li>
          <b>${status}</b> ${response.description} ${plain ? '' : details(schema[0], schema[1].schema ?? {})}
        </li>`
      })}
    </ul>
  </article>`
}

const details = (title: string, schema: object) =>
  html`<details><summary>${title}</summary><pre>${JSON.stringify(schema, null, 2)}</pre></details>`
