namespace Tracking.Core.Search.Syntax;

/// <summary>How an entity's search words a clause that is no comparison; MLflow's entities differ.</summary>
internal interface ISyntaxWording
{
    string InvalidClause(string filter, IReadOnlyList<string> pieces);
}
