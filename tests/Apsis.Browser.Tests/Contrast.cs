using Microsoft.Playwright;

namespace Apsis.Browser.Tests;

/// <summary>Whether text can be read.</summary>
internal static class Contrast
{
    // WCAG 2.2, 1.4.3 for text; the ratio of every element that has text of its own to the nearest background behind it.
    private const string Ratios = """
        () => {
          const channel = value => (value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
          const parse = text => text.match(/[\d.]+/g).map(Number);
          const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
          const behind = element => {
            for (let at = element; at; at = at.parentElement) {
              const color = parse(getComputedStyle(at).backgroundColor);
              if (color.length === 3 || color[3] === 1) return color;
            }
            return [255, 255, 255];
          };
          return [...document.body.querySelectorAll('*')]
            .filter(element => [...element.childNodes].some(node => node.nodeType === 3 && node.textContent.trim()))
            .map(element => {
              const [a, b] = [light(parse(getComputedStyle(element).color)), light(behind(element))].sort((x, y) => y - x);
              return { text: element.textContent.trim(), ratio: (a + 0.05) / (b + 0.05) };
            });
        }
        """;

    public static async Task ShouldBeReadableAsync(IPage page)
    {
        var texts = await page.EvaluateAsync<TextContrast[]>(Ratios);
        texts.Length.ShouldBeGreaterThan(1);
        foreach (var text in texts) text.Ratio.ShouldBeGreaterThanOrEqualTo(4.5, text.Text);
    }

    // Filled by Playwright.
    private sealed class TextContrast
    {
        public string Text { get; set; } = "";

        public double Ratio { get; set; }
    }
}
