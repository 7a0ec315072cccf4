namespace Apsis.Emulator.Authentication.Pages;

/// <summary>The look of all pages: one column, the system's font, light or dark as the system is.</summary>
internal static class PageStyle
{
    public static readonly string Css = """
        :root { color-scheme: light dark; --ink: #1b1f23; --soft: #57606a; --paper: #f4f6f8; --card: #ffffff; --line: #8c959f; --act: #0b5cad; --on-act: #ffffff; }
        @media (prefers-color-scheme: dark) {
          :root { --ink: #eef1f4; --soft: #a9b4be; --paper: #101418; --card: #1a2026; --line: #76828d; --act: #8cc4ff; --on-act: #0b1a26; }
        }
        * { box-sizing: border-box; }
        body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1rem; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
        main { width: 100%; max-width: 30rem; padding: 2rem; background: var(--card); border: 1px solid var(--line); border-radius: .75rem; overflow-wrap: anywhere; }
        h1 { margin: 0 0 1rem; font-size: 1.4rem; line-height: 1.25; }
        p, ul, fieldset { margin: 0 0 1rem; }
        ul { padding-left: 1.25rem; }
        fieldset { padding: 0; border: 0; }
        legend { padding: 0; margin-bottom: .5rem; font-weight: 600; }
        label { display: flex; gap: .75rem; align-items: center; padding: .6rem .75rem; margin-bottom: .5rem; border: 1px solid var(--line); border-radius: .5rem; cursor: pointer; }
        label:has(:checked) { border-color: var(--act); }
        input[type=radio] { width: 1.1rem; height: 1.1rem; margin: 0; accent-color: var(--act); }
        code { font-size: .9em; }
        .soft { color: var(--soft); }
        .note { margin: 1.5rem 0 0; color: var(--soft); }
        .row { display: flex; gap: .75rem; flex-wrap: wrap; }
        button { font: inherit; font-weight: 600; min-height: 2.75rem; padding: .5rem 1.25rem; border-radius: .5rem; border: 1px solid var(--act); background: var(--act); color: var(--on-act); cursor: pointer; }
        button.plain { background: transparent; color: var(--act); }
        a { color: var(--act); }
        :focus-visible { outline: 3px solid var(--act); outline-offset: 2px; }
        """.ReplaceLineEndings("\n");
}
