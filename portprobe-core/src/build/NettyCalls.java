import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Calls in classes of Netty that load many classes of the JDK which a first probe needs for nothing
 * else, and what the packed jar has in their place.
 */
final class NettyCalls {
  private static final String NETTY = "io/portprobe/shaded/io/netty/";
  private static final String NATIVE_LIBRARY = "io/portprobe/internal/util/NativeLibrary";

  private enum Call {
    /** Reads secure random numbers. */
    LOAD_LIBRARY(NETTY + "util/internal/NativeLibraryLoader", "load", ""),

    /** Searches all jars for another provider of selectors, and discards the selector. */
    OPEN_SELECTOR("java/nio/channels/Selector", "open", "/Native"),

    /**
     * Initialises Flight Recorder. The result is the default of a property that {@code
     * NettySettings} always sets.
     */
    IS_RECORDER_AVAILABLE("jdk/jfr/FlightRecorder", "isAvailable", "/PlatformDependent");

    private final String owner;
    private final String method;
    private final String caller; // end of the name of the class that contains the call

    Call(String owner, String method, String caller) {
      this.owner = owner;
      this.method = method;
      this.caller = caller;
    }
  }

  private final Set<Call> replaced = new TreeSet<>();

  /** Returns whether a jar has the classes with these calls. */
  static boolean areIn(Set<String> classes) {
    return classes.contains(NATIVE_LIBRARY);
  }

  /**
   * Writes the replacement of a call.
   *
   * @param caller the class that contains the call
   * @param type the descriptor of the called method
   * @return false if this call is not replaced
   */
  boolean replace(
      String caller, String owner, String method, String type, MethodVisitor replacement) {
    for (Call call : Call.values()) {
      if (call.owner.equals(owner)
          && call.method.equals(method)
          && caller.startsWith(NETTY)
          && caller.endsWith(call.caller)) {
        write(call, type, replacement);
        replaced.add(call);
        return true;
      }
    }
    return false;
  }

  private static void write(Call call, String type, MethodVisitor code) {
    switch (call) {
      case LOAD_LIBRARY -> callNativeLibrary("load", type, code);
      case OPEN_SELECTOR -> callNativeLibrary("prepareForChannels", type, code);
      case IS_RECORDER_AVAILABLE -> code.visitInsn(Opcodes.ICONST_0);
    }
  }

  private static void callNativeLibrary(String method, String type, MethodVisitor code) {
    code.visitMethodInsn(Opcodes.INVOKESTATIC, NATIVE_LIBRARY, method, type, false);
  }

  /**
   * Checks that the classes of Netty still have these calls.
   *
   * @throws IllegalStateException if one of the calls was not found
   */
  void checkThatAllWereReplaced(Path jar) {
    for (Call call : Call.values()) {
      if (!replaced.contains(call)) {
        throw new IllegalStateException(jar + ": no call of " + call.owner + '.' + call.method);
      }
    }
  }
}
