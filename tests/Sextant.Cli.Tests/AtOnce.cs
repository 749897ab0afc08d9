// Most of these tests wait: for a process, a time limit, a database that somebody holds. Three at once fill what two leave idle.
[assembly: CollectionBehavior(MaxParallelThreads = 3)]
