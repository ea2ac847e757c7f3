using Changeover.Inference.Store;

namespace Changeover.Models;

/// <summary>What a user may call a model: a name in the catalogue, a repository, or an address.</summary>
/// <param name="Name">What it is called here unless the user says otherwise.</param>
/// <param name="Entry">Its row of the catalogue; null = none.</param>
/// <param name="Repository">Owner and name on a hub; null for an address.</param>
/// <param name="Address">Address of a folder; null for a repository.</param>
internal sealed record ModelReference(string Name, CatalogueModel? Entry, string? Repository, Uri? Address)
{
    /// <summary>Reads what was typed.</summary>
    /// <exception cref="ModelStoreException">It is none of the three.</exception>
    public static ModelReference Read(string typed, ModelCatalogue catalogue)
    {
        if (Uri.TryCreate(typed, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
            return new ModelReference(LastStep(address.AbsolutePath), null, null, address);
        if (catalogue.Find(typed) is { } entry)
            return new ModelReference(entry.Id, entry, entry.HuggingFace, null);
        if (typed.Split('/') is [{ Length: > 0 }, { Length: > 0 }] parts && parts.All(part => part.All(unit => char.IsAsciiLetterOrDigit(unit) || unit is '.' or '_' or '-') && part.Trim('.').Length > 0))
            return new ModelReference(LastStep(typed), null, typed, null);
        throw new ModelStoreException("There is no such model in the catalogue (`changeover models catalogue`). Other models are named by their repository, such as owner/name, or by the address of a folder.");
    }

    /// <summary>The hub that has it.</summary>
    /// <param name="http">Sends the requests.</param>
    /// <param name="from"><c>huggingface</c> or <c>modelscope</c>.</param>
    /// <param name="endpoint">Address of the hub; null = the usual one.</param>
    /// <param name="revision">Branch, tag or commit; null = the usual one.</param>
    /// <param name="environment">Variables of the process.</param>
    /// <exception cref="ModelStoreException">That hub is not known to have it.</exception>
    public IModelHub Hub(HttpClient http, string from, Uri? endpoint, string? revision, Func<string, string?> environment)
    {
        if (Address is not null)
            return new WebFolder(http, Address);
        if (from == "modelscope")
        {
            var repository = Entry is null ? Repository! : Entry.ModelScope ?? throw new ModelStoreException($"{Name} is not known to be on ModelScope. Name its repository there, such as owner/name, if you know it.");
            return new ModelScopeHub(http, endpoint ?? ModelScopeHub.DefaultEndpoint, repository, revision ?? "master");
        }

        return new HuggingFaceHub(http, endpoint ?? Mirror(environment("HF_ENDPOINT")) ?? HuggingFaceHub.DefaultEndpoint, Repository!, revision ?? "main");
    }

    private static Uri? Mirror(string? variable) => string.IsNullOrEmpty(variable) ? null
        : Uri.TryCreate(variable, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address
        : throw new ModelStoreException("HF_ENDPOINT is not an address such as https://mirror.example.");

    private static string LastStep(string path) => path.TrimEnd('/').Split('/')[^1].ToLowerInvariant();
}
