using System.Text.Json.Serialization.Metadata;

namespace Tracking.Contracts;

/// <summary>
/// One endpoint, stated once: the client sends it and the server maps it. A GET carries its request in the query,
/// every other verb in a JSON body; <c>{field}</c> in the path is filled from the request's field of that wire name.
/// </summary>
/// <param name="Verb">HTTP method: GET, POST, PATCH or DELETE.</param>
/// <param name="Path">Path below the API prefix, such as <c>2.0/mlflow/runs/create</c>.</param>
/// <param name="Request">How the request is read and written.</param>
/// <param name="Response">How the answer is read and written.</param>
public sealed record Route<TRequest, TResponse>(
    string Verb,
    string Path,
    JsonTypeInfo<TRequest> Request,
    JsonTypeInfo<TResponse> Response)
    where TRequest : class
    where TResponse : class
{
    /// <summary>Further verbs under which servers accept the same request.</summary>
    public IReadOnlyList<string> OtherVerbs { get; init; } = [];
}
