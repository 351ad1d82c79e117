using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Json;

namespace Tracking.Serving.Protocols.TorchServe;

/// <summary>
/// TorchServe's management of models, which SageMaker's multi-model contract shares: list, describe, add, remove,
/// choose the default version. Workers stand for a model that is loaded: 0 of them unload it.
/// </summary>
internal sealed class ManagementActions(InferenceEngine engine, ContainerEnvironment environment)
{
    private const int UsualPage = 100;
    private const int LargestPage = 1000;

    private IModelControl Models => engine.Models;

    /// <summary>GET /models?limit=&amp;next_page_token=.</summary>
    public ValueTask<AnswerHead> ListAsync(ScoringCall call, ResponseBuffer answer)
    {
        var query = call.Context.Request.Query;
        var limit = Math.Clamp(WholeOf(query["limit"], UsualPage, "limit"), 1, LargestPage);
        var start = WholeOf(query["next_page_token"], 0, "next_page_token");
        var entries = Models.Index().DistinctBy(entry => entry.Name).ToList();
        ModelDescription.WriteList(answer, entries.Skip(start).Take(limit));
        if (start + (long)limit < entries.Count)
        {
            answer.Write(",\"nextPageToken\":"u8);
            JsonText.Write(answer, (start + limit).ToString(CultureInfo.InvariantCulture));
        }

        answer.Write((byte)'}');
        return ValueTask.FromResult(AnswerHead.Json);
    }

    /// <summary>GET /models/{name}[/{version}]; the version may be all.</summary>
    public ValueTask<AnswerHead> DescribeAsync(ScoringCall call, ResponseBuffer answer)
    {
        var (name, version) = Target(call);
        var entries = Models.Index().Where(entry => entry.Name == name).ToList();
        if (version != "all")
        {
            entries.RemoveAll(entry => version is not null && entry.Version != version);
            entries = entries is [] or [_] ? entries : [Default(name, entries)];
        }

        if (entries.Count == 0)
        {
            throw NotFound(name, version);
        }

        if (environment.IsSageMaker)
        {
            ModelDescription.WriteShort(answer, entries[0]);
        }
        else
        {
            ModelDescription.WriteLong(answer, entries);
        }

        return ValueTask.FromResult(AnswerHead.Json);
    }

    /// <summary>POST /models; ends when the model answers.</summary>
    public async ValueTask<AnswerHead> RegisterAsync(ScoringCall call, ResponseBuffer answer)
    {
        var served = ModelRegistration.Read(call).ToServed();
        var added = await Models.AddAsync(served, call.Context.RequestAborted);
        WriteStatus(answer, $"Model \"{added.Name}\" Version: {added.Version ?? "-"} is registered and answers");
        return AnswerHead.Json;
    }

    /// <summary>DELETE /models/{name}[/{version}].</summary>
    public async ValueTask<AnswerHead> UnregisterAsync(ScoringCall call, ResponseBuffer answer)
    {
        var (name, version) = Target(call);
        await Models.RemoveAsync(name, version, call.Context.RequestAborted);
        WriteStatus(answer, $"Model \"{name}\" is unregistered");
        return AnswerHead.Json;
    }

    /// <summary>PUT /models/{name}[/{version}]?min_worker=&amp;max_worker=.</summary>
    public async ValueTask<AnswerHead> ScaleAsync(ScoringCall call, ResponseBuffer answer)
    {
        var (name, version) = Target(call);
        var query = call.Context.Request.Query;
        var least = WholeOf(query["min_worker"], 1, "min_worker");
        if (WholeOf(query["max_worker"], least, "max_worker") == 0)
        {
            await Models.UnloadAsync(name, version, call.Context.RequestAborted);
        }
        else if (Models.Index().Any(entry => entry.Name == name && entry.Model is null))
        {
            await Models.LoadAsync(name, version, call.Context.RequestAborted);
        }
        else if (!Models.Index().Any(entry => entry.Name == name))
        {
            throw NotFound(name, version);
        }

        WriteStatus(answer, $"Processed worker updates for model: {name}");
        return AnswerHead.Json;
    }

    /// <summary>PUT /models/{name}/{version}/set-default.</summary>
    public ValueTask<AnswerHead> SetDefaultAsync(ScoringCall call, ResponseBuffer answer)
    {
        var (name, version) = Target(call);
        Models.SetDefault(name, version!);
        WriteStatus(answer, $"Default version successfully updated for model \"{name}\" to \"{version}\"");
        return ValueTask.FromResult(AnswerHead.Json);
    }

    private ModelIndexEntry Default(string name, List<ModelIndexEntry> entries)
    {
        try
        {
            var current = engine.Find(name, null);
            return entries.Find(entry => entry.Version == current.Version) ?? entries[0];
        }
        catch (ServingException error) when (error.Error == ServingError.ModelNotReady)
        {
            return entries[0];
        }
    }

    private static (string Name, string? Version) Target(ScoringCall call)
    {
        var route = call.Context.Request.RouteValues;
        return ((string)route["name"]!, (string?)route["version"]);
    }

    private static int WholeOf(string? text, int otherwise, string name)
    {
        if (string.IsNullOrEmpty(text))
        {
            return otherwise;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw ServingException.Malformed($"'{name}' is '{text}', expected a whole number of 0 or more.");
    }

    private static ServingException NotFound(string name, string? version) => new(
        ServingError.ModelNotFound,
        version is null ? $"Model not found: {name}" : $"Model version: {version} does not exist for model: {name}");

    private static void WriteStatus(ResponseBuffer to, string status)
    {
        to.Write("{\"status\":"u8);
        JsonText.Write(to, status);
        to.Write((byte)'}');
    }
}
