namespace Tracking.Serving.Core;

/// <summary>What a protocol's management part may do with the served models. Thread-safe.</summary>
internal interface IModelControl
{
    /// <summary>Every version of every model, in the order of the configuration.</summary>
    IReadOnlyList<ModelIndexEntry> Index();

    /// <summary>
    /// Loads a model, or loads it anew beside the one that answers and swaps them; if that fails the old one goes on.
    /// Ends when the new one answers.
    /// </summary>
    /// <param name="name">One that is in the index.</param>
    /// <param name="version">One version, or null for all of them.</param>
    /// <param name="cancellationToken">Gives up; the old one goes on.</param>
    /// <exception cref="ServingException">
    /// <see cref="ServingError.ModelNotFound"/>, or why it cannot be loaded.
    /// </exception>
    Task LoadAsync(string name, string? version, CancellationToken cancellationToken);

    /// <summary>Takes a model out of service until it is loaded again; requests under way finish.</summary>
    /// <exception cref="ServingException"><see cref="ServingError.ModelNotFound"/>.</exception>
    Task UnloadAsync(string name, string? version, CancellationToken cancellationToken);

    /// <summary>Loads and serves a model that the configuration does not name; returns when it answers.</summary>
    /// <exception cref="ServingException">
    /// <see cref="ServingError.ModelExists"/> if its name and version are served, or why it cannot be loaded.
    /// </exception>
    Task<ModelIndexEntry> AddAsync(ServedModel served, CancellationToken cancellationToken);

    /// <summary>Unloads a model and takes it out of the index; null stands for all versions.</summary>
    /// <exception cref="ServingException"><see cref="ServingError.ModelNotFound"/>.</exception>
    Task RemoveAsync(string name, string? version, CancellationToken cancellationToken);

    /// <summary>Chooses the version that answers requests which name none.</summary>
    /// <exception cref="ServingException"><see cref="ServingError.ModelNotFound"/>.</exception>
    void SetDefault(string name, string version);
}
