package io.portprobe.testing.protocol;

import io.portprobe.testing.protocol.ClassFile.Method;
import io.portprobe.testing.protocol.ClassFile.MethodRef;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Contract checks of the code of a plug-in, without running it. */
final class CodeChecks {
  private final ProtocolContract contract;

  CodeChecks(ProtocolContract contract) {
    this.contract = contract;
  }

  /** Looks for calls that may block in each method that the core may call. */
  void callsNothingThatBlocks() {
    List<Class<?>> roots = new ContractConversations(contract).classes();
    ClassLoader loader = roots.get(0).getClassLoader();
    if (loader == null) {
      return; // a class of the JDK has no code of the plug-in
    }
    CallGraph graph = new CallGraph(loader, roots);
    Set<String> permitted = contract.permittedCalls();
    Set<String> violations = new TreeSet<>();
    for (Method method : graph.methods()) {
      for (MethodRef call : method.calls()) {
        if (blocks(graph, call)
            && !BlockingCalls.hasLiteral(call, method)
            && !permitted.contains(call.text())) {
          violations.add(sentence(graph.path(method.ref()), call));
        }
      }
    }
    if (!violations.isEmpty()) {
      throw new AssertionError(String.join(System.lineSeparator(), violations));
    }
  }

  private static boolean blocks(CallGraph graph, MethodRef call) {
    for (String supertype : graph.supertypes(call.owner())) {
      if (BlockingCalls.contains(call, supertype)) {
        return true;
      }
    }
    return false;
  }

  private static String sentence(List<MethodRef> path, MethodRef call) {
    MethodRef caller = path.get(path.size() - 1);
    String way =
        path.size() == 1
            ? ""
            : path.stream().map(MethodRef::text).collect(Collectors.joining(", ", " (by ", ")"));
    return caller.text()
        + " calls "
        + call.text()
        + ", which may block"
        + way
        + " (expected: never, since a dialogue runs on an event loop)";
  }
}
