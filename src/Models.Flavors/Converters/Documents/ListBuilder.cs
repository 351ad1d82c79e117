namespace Tracking.Models.Flavors.Converters.Documents;

/// <summary>A list that stays packed as long as it holds numbers only.</summary>
internal sealed class ListBuilder(long position, DocumentBudget budget)
{
    private readonly List<double> _numbers = [];
    private List<DocumentValue>? _items;

    public void Add(long at, double number)
    {
        if (_items is null)
        {
            _numbers.Add(number);
        }
        else
        {
            Add(new NumberValue(at, number));
        }
    }

    public void Add(DocumentValue value)
    {
        budget.Count(value.Position);
        if (_items is null)
        {
            _items = [];
            foreach (var number in _numbers)
            {
                budget.Count(position);
                _items.Add(new NumberValue(position, number));
            }
        }

        _items.Add(value);
    }

    public DocumentValue Build() =>
        _items is not null ? new ListValue(position, _items) : new NumbersValue(position, [.. _numbers]);
}
