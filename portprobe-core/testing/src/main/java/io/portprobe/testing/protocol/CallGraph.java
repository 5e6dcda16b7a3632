package io.portprobe.testing.protocol;

import io.portprobe.testing.protocol.ClassFile.Method;
import io.portprobe.testing.protocol.ClassFile.MethodRef;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The methods that a plug-in can call, from the class files: a call graph by rapid type analysis
 * (Bacon and Sweeney, 1996). A call of a virtual method leads to the overriding methods of each
 * class that reachable code creates. The JDK and portprobe may call each method that overrides one
 * of theirs. Calls by reflection, and calls inside the JDK and portprobe, are not followed.
 */
final class CallGraph {
  private final PlugInClasses classes;
  private final Set<String> created = new HashSet<>();
  private final Set<String> initialised = new HashSet<>();
  private final Set<MethodRef> called = new HashSet<>();

  /** The called methods by the class of the call. */
  private final Map<String, List<MethodRef>> calledOf = new HashMap<>();

  /** The created classes by each of their supertypes. */
  private final Map<String, List<String>> createdOf = new HashMap<>();

  private final Map<MethodRef, MethodRef> callers = new LinkedHashMap<>();
  private final Deque<Method> pending = new ArrayDeque<>();
  private final Set<MethodRef> constructors = new HashSet<>();
  private final Map<MethodRef, Method> reached = new LinkedHashMap<>();

  /** Follows the calls of objects that exist. */
  CallGraph(ClassLoader loader, Collection<Class<?>> roots) {
    this.classes = new PlugInClasses(loader);
    roots.forEach(root -> create(nameOf(root)));
    followCalls();
    roots.forEach(root -> construct(nameOf(root))); // for the classes that it creates
    followCalls();
  }

  private static String nameOf(Class<?> type) {
    return type.getName().replace('.', '/');
  }

  private void followCalls() {
    while (!pending.isEmpty()) {
      Method method = pending.remove();
      for (String type : method.initialises()) {
        initialise(type, method);
      }
      for (String type : method.creates()) {
        create(type);
      }
      for (MethodRef call : method.calls()) {
        call(call, method);
      }
    }
  }

  /**
   * Returns the methods that portprobe can call, directly or by others, in the order in which they
   * were found. Those that only the creation of the protocol calls are not among them.
   */
  List<Method> methods() {
    return reached.values().stream()
        .filter(method -> !constructors.contains(first(method.ref())))
        .toList();
  }

  private MethodRef first(MethodRef method) {
    MethodRef first = method;
    for (MethodRef m = method; m != null; m = callers.get(m)) {
      first = m;
    }
    return first;
  }

  /** Returns the chain of calls to a method, of which the first is one that portprobe calls. */
  List<MethodRef> path(MethodRef method) {
    List<MethodRef> path = new ArrayList<>();
    for (MethodRef m = method; m != null; m = callers.get(m)) {
      path.add(0, m);
    }
    return path;
  }

  /** Returns a class and all its superclasses and interfaces. */
  Set<String> supertypes(String type) {
    return classes.supertypes(type);
  }

  private void initialise(String type, Method by) {
    if (!classes.external(type) && initialised.add(type)) {
      reach(new MethodRef(type, "<clinit>", "()V"), by);
    }
  }

  private void create(String type) {
    if (classes.external(type) || !created.add(type)) {
      return;
    }
    for (String supertype : supertypes(type)) {
      createdOf.computeIfAbsent(supertype, unused -> new ArrayList<>()).add(type);
      if (classes.external(supertype)) {
        for (Method method : classes.methods(supertype)) {
          if (method.inherited()) {
            dispatch(method.ref(), type, null);
          }
        }
      } else {
        for (MethodRef call : calledOf.getOrDefault(supertype, List.of())) {
          dispatch(call, type, null);
        }
      }
    }
  }

  private void construct(String type) {
    for (Method method : classes.methods(type)) {
      if (method.ref().name().equals("<init>") && !reached.containsKey(method.ref())) {
        constructors.add(method.ref());
        reach(method.ref(), null);
      }
    }
  }

  private void call(MethodRef call, Method by) {
    if (classes.external(call.owner()) || !called.add(call)) {
      return;
    }
    dispatch(call, call.owner(), by);
    calledOf.computeIfAbsent(call.owner(), unused -> new ArrayList<>()).add(call);
    for (String type : createdOf.getOrDefault(call.owner(), List.of())) {
      dispatch(call, type, by);
    }
  }

  /** Reaches the method that a call executes if the object has a class. */
  private void dispatch(MethodRef call, String type, @Nullable Method by) {
    for (String supertype : supertypes(type)) {
      if (!classes.external(supertype) && reach(call.of(supertype), by)) {
        return;
      }
    }
  }

  private boolean reach(MethodRef ref, @Nullable Method by) {
    Optional<Method> method = classes.method(ref);
    if (method.isPresent() && reached.putIfAbsent(ref, method.get()) == null) {
      pending.add(method.get());
      if (by != null) {
        callers.put(ref, by.ref());
      }
    }
    return method.isPresent();
  }
}
