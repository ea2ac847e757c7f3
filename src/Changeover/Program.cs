using Changeover.Commands;

return await CommandRunner.RunAsync(CommandTree.Create(), args, StandardOutput.Open(), Console.Error);
