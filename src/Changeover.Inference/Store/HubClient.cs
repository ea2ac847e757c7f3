using System.Net;
using System.Text.Json;

namespace Changeover.Inference.Store;

/// <summary>Asks hubs: small JSON answers, read under a limit.</summary>
internal sealed class HubClient(HttpClient http)
{
    private const int LongestAnswer = 16 << 20;

    /// <summary>The JSON at an address; null where there is nothing (404).</summary>
    public async Task<JsonElement?> JsonAsync(Uri address, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (answer.StatusCode == HttpStatusCode.NotFound)
            {
                return null;
            }

            if (answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            {
                throw new ModelStoreException($"{address} answers {(int)answer.StatusCode}: there is no such model, or it is not open to everybody. Fetch it by other means and use `changeover models import`.");
            }

            answer.EnsureSuccessStatusCode();
            await answer.Content.LoadIntoBufferAsync(LongestAnswer, cancellationToken);
            using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancellationToken));
            return document.RootElement.Clone();
        }
        catch (HttpRequestException fault) when (fault.StatusCode is null)
        {
            throw Unreachable(address, fault);
        }
        catch (Exception fault) when (fault is HttpRequestException or JsonException or IOException)
        {
            throw new ModelStoreException($"{address} does not answer as a model hub: {fault.Message}", fault);
        }
    }

    /// <summary>Whether something is at an address, and its size where that is said.</summary>
    public async Task<(bool Exists, long? Size)> ProbeAsync(Uri address, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Head, address);
            using var answer = await http.SendAsync(request, cancellationToken);
            return (answer.IsSuccessStatusCode, answer.Content.Headers.ContentLength);
        }
        catch (HttpRequestException fault)
        {
            throw Unreachable(address, fault);
        }
    }

    private static ModelStoreException Unreachable(Uri address, HttpRequestException fault) => new(
        $"{address} cannot be reached: {fault.Message}. Name a mirror with --endpoint or HF_ENDPOINT, try --from modelscope, or bring the model's folder and use `changeover models import`.", fault);
}
