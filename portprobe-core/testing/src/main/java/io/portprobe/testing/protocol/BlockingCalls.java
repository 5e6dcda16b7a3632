package io.portprobe.testing.protocol;

import io.portprobe.testing.protocol.ClassFile.MethodRef;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Methods of the JDK that may wait for the network, a disk, a process or another thread. */
final class BlockingCalls {
  private static final String ANY = "*";
  private static final Map<String, Set<String>> METHODS = new HashMap<>();
  private static final MethodRef IS_LITERAL =
      new MethodRef("io/portprobe/text/HostSyntax", "isLiteral", "(Ljava/lang/String;)Z");

  static {
    // Names and addresses.
    add(
        "java/net/InetAddress",
        "getByName getAllByName getLocalHost getHostName getCanonicalHostName isReachable");
    add("java/net/InetSocketAddress", "getHostName <init>(Ljava/lang/String;I)V");
    add("java/net/URL", "equals hashCode getContent openConnection openStream sameFile");
    add("javax/naming/InitialContext", "<init>");
    add("javax/naming/Context", "lookup list search");
    // Connections.
    add("java/net/URLConnection", ANY);
    add("java/net/http/HttpClient", "send");
    add("java/net/Socket", ANY);
    add("java/net/ServerSocket", ANY);
    add("java/net/DatagramSocket", ANY);
    add("java/nio/channels/SelectableChannel", ANY);
    add("java/nio/channels/Selector", ANY);
    add("java/sql/DriverManager", "getConnection");
    // Files and processes.
    add("java/nio/file/Files", ANY);
    add("java/nio/channels/FileChannel", ANY);
    add("java/io/FileInputStream", "<init>");
    add("java/io/FileOutputStream", "<init>");
    add("java/io/RandomAccessFile", "<init>");
    add("java/io/FileReader", "<init>");
    add("java/io/FileWriter", "<init>");
    add("java/util/zip/ZipFile", "<init>");
    add(
        "java/io/File",
        "canRead canWrite createNewFile createTempFile delete exists getCanonicalFile"
            + " getCanonicalPath isDirectory isFile lastModified length list listFiles mkdir mkdirs"
            + " renameTo");
    add("java/lang/ProcessBuilder", "start");
    add("java/lang/Process", "waitFor");
    add("java/lang/Runtime", "exec");
    add("java/io/Console", "readLine readPassword");
    // Other threads.
    add("java/lang/Thread", "sleep join");
    add("java/lang/Object", "wait");
    add("java/util/concurrent/TimeUnit", "sleep timedJoin timedWait");
    add("java/util/concurrent/locks/LockSupport", "park parkNanos parkUntil");
    add("java/util/concurrent/Future", "get");
    add("java/util/concurrent/CompletableFuture", "join");
    add("java/util/concurrent/ForkJoinTask", "join invoke");
    add("java/util/concurrent/ExecutorService", "invokeAll invokeAny awaitTermination close");
    add("java/util/concurrent/CountDownLatch", "await");
    add("java/util/concurrent/CyclicBarrier", "await");
    add("java/util/concurrent/Exchanger", "exchange");
    add("java/util/concurrent/Semaphore", "acquire acquireUninterruptibly");
    add("java/util/concurrent/BlockingQueue", "put take");
    add("java/util/concurrent/locks/Condition", "await awaitNanos awaitUntil");
    add("java/security/SecureRandom", "generateSeed getSeed getInstanceStrong");
  }

  private BlockingCalls() {}

  private static void add(String owner, String methods) {
    METHODS.put(owner, new HashSet<>(Arrays.asList(methods.split(" "))));
  }

  /**
   * Returns whether a method may block.
   *
   * @param supertype the class of the method, or a supertype of it
   */
  static boolean contains(MethodRef method, String supertype) {
    Set<String> names = METHODS.getOrDefault(supertype, Set.of());
    return names.contains(ANY)
        || names.contains(method.name())
        || names.contains(method.name() + method.descriptor());
  }

  /**
   * Returns whether a method resolves no name, since its caller checks that the text is an address.
   */
  static boolean hasLiteral(MethodRef call, ClassFile.Method caller) {
    return call.name().endsWith("ByName") && caller.calls().contains(IS_LITERAL);
  }
}
