using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace HealthScore.Serving.Charts;

/// <summary>A component as text, without a server: the same parameters give the same text.</summary>
public static class RenderedText
{
    /// <param name="parameters">Of the component, by name.</param>
    public static async Task<string> Of<TComponent>(params (string Name, object? Value)[] parameters)
        where TComponent : IComponent
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var given = parameters.ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal);
            var root = await renderer.RenderComponentAsync<TComponent>(ParameterView.FromDictionary(given));
            return root.ToHtmlString();
        });
    }

    /// <summary>A chart as an SVG file of its own, with its style sheet.</summary>
    public static Task<string> SvgOf(Chart chart) => Of<SvgFile>((nameof(SvgFile.Chart), chart));
}
