using Changeover.Commands;

return await CommandRunner.RunAsync(CommandTree.Create(), args, Console.Out, Console.Error);
