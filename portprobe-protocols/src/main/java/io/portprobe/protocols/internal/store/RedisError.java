package io.portprobe.protocols.internal.store;

import io.portprobe.protocols.store.RedisResult.Access;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The error replies of Redis (src/server.c, networking.c and config of Redis 2.8 to 7.2). */
final class RedisError {
  private static final Map<String, Access> BY_CODE =
      Map.of(
          "NOAUTH", Access.PASSWORD_REQUIRED,
          "DENIED", Access.PROTECTED_MODE,
          "NOPERM", Access.REFUSED,
          "LOADING", Access.REFUSED,
          "MASTERDOWN", Access.REFUSED,
          "MISCONF", Access.REFUSED,
          "CLUSTERDOWN", Access.REFUSED,
          "BUSY", Access.REFUSED);

  /** Replies of the code ERR, which servers of other protocols use too. */
  private static final List<String> TEXTS =
      List.of(
          "ERR unknown command '",
          "ERR unknown command `",
          "ERR wrong number of arguments for '",
          "ERR Protocol error: ",
          "ERR max number of clients reached",
          "ERR max number of clients + cluster connections reached",
          "ERR operation not permitted");

  private static final Set<String> PASSWORD_TEXTS = Set.of("ERR operation not permitted");

  private RedisError() {}

  /** Returns whether an error, without the leading hyphen, is one that only Redis sends. */
  static boolean isOfRedis(String error) {
    int space = error.indexOf(' ');
    return (space > 0 && BY_CODE.containsKey(error.substring(0, space)))
        || TEXTS.stream().anyMatch(error::startsWith);
  }

  /** Returns the access that an error of Redis shows. */
  static Access access(String error) {
    if (PASSWORD_TEXTS.contains(error)) {
      return Access.PASSWORD_REQUIRED;
    }
    int space = error.indexOf(' ');
    return BY_CODE.getOrDefault(space > 0 ? error.substring(0, space) : error, Access.REFUSED);
  }
}
