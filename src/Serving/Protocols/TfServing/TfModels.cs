using Microsoft.AspNetCore.Routing;
using Tracking.Serving.Core;

namespace Tracking.Serving.Protocols.TfServing;

/// <summary>Finds models as TensorFlow Serving's paths name them: by version, by label, or the default one.</summary>
internal sealed class TfModels(InferenceEngine engine)
{
    /// <summary>The version of a model that has none.</summary>
    public const string OnlyVersion = "1";

    /// <summary>Keeps the model of a request's path in use.</summary>
    /// <exception cref="ServingException">It is not served, in the words of the system.</exception>
    public async ValueTask<ModelLease> LeaseAsync(ScoringCall call)
    {
        var (name, version) = Target(call, TfErrors.NotFoundForRequest);
        try
        {
            return await engine.LeaseAsync(name, version, call.Deadline);
        }
        catch (ServingException error) when (error.Error == ServingError.ModelNotFound)
        {
            throw new ServingException(error.Error, TfErrors.NotFoundForRequest(name, version), error);
        }
    }

    /// <summary>The model of a request's path as it is now.</summary>
    /// <exception cref="ServingException">It is not served.</exception>
    public LoadedModel Find(ScoringCall call)
    {
        var (name, version) = Target(call, TfErrors.NotFoundForRequest);
        try
        {
            return engine.Find(name, version);
        }
        catch (ServingException error) when (error.Error == ServingError.ModelNotFound)
        {
            throw new ServingException(error.Error, TfErrors.NotFoundForRequest(name, version), error);
        }
    }

    /// <summary>The versions that a request's path asks for.</summary>
    /// <exception cref="ServingException">There are none.</exception>
    public List<ModelIndexEntry> Versions(ScoringCall call)
    {
        var (name, version) = Target(call, TfErrors.NotFoundForStatus);
        var found = engine.Models.Index()
            .Where(entry => entry.Name == name && (version is null || entry.Version == version))
            .ToList();
        return found.Count > 0
            ? found
            : throw new ServingException(ServingError.ModelNotFound, TfErrors.NotFoundForStatus(name, version));
    }

    /// <summary>Every served name, once.</summary>
    public IReadOnlyList<string> Names() => [.. engine.Models.Index().Select(entry => entry.Name).Distinct()];

    private (string Name, string? Version) Target(ScoringCall call, Func<string, string?, string> notFound)
    {
        var route = call.Context.Request.RouteValues;
        var name = (string)route["name"]!;
        if (route["label"] is string label)
        {
            var labelled = engine.Models.Index().FirstOrDefault(entry => entry.Name == name && entry.Label == label)
                ?? throw new ServingException(ServingError.ModelNotFound, notFound(name, label));
            return (name, labelled.Version);
        }

        var version = (string?)route["version"];
        return version == OnlyVersion && HasNoVersion(name) ? (name, null) : (name, version);
    }

    private bool HasNoVersion(string name) =>
        engine.Models.Index().Any(entry => entry.Name == name && entry.Version is null);
}
