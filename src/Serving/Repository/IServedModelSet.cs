namespace Tracking.Serving.Repository;

/// <summary>Models that come and go while a host runs, such as the folders of a directory. Thread-safe.</summary>
public interface IServedModelSet
{
    /// <summary>What it is, for logs.</summary>
    string Name { get; }

    /// <summary>What is to be served now; of each name the version that answers by default comes first.</summary>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="Core.ServingException">It cannot be read now; what is served goes on.</exception>
    Task<IReadOnlyList<ServedModel>> ListAsync(CancellationToken cancellationToken);
}
