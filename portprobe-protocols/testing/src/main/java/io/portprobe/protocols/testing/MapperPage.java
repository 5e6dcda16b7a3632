package io.portprobe.protocols.testing;

import java.util.List;

/**
 * One answer to a look-up.
 *
 * @param entries what it holds
 * @param status of the call
 * @param hasHandle whether it comes with a handle
 * @param restarts whether that handle leads to the first entry again
 */
record MapperPage(List<MapperEntry> entries, int status, boolean hasHandle, boolean restarts) {
  private static final int NO_MORE = 0x16c9_a0d6;

  /**
   * Decides how a page ends.
   *
   * @param ending the way of the server
   * @param entries the next ones
   * @param atEnd whether none follow
   */
  static MapperPage of(EndpointMapperPeer.Ending ending, List<MapperEntry> entries, boolean atEnd) {
    if (!atEnd) {
      return new MapperPage(entries, 0, true, false);
    }
    return switch (ending) {
      case WITH_LAST_PAGE -> new MapperPage(entries, NO_MORE, false, false);
      case NULL_HANDLE -> new MapperPage(entries, 0, false, false);
      case NEVER -> new MapperPage(entries, 0, true, true);
      case EMPTY_PAGES -> new MapperPage(entries, 0, true, false);
      case BY_FURTHER_CALL ->
          entries.isEmpty()
              ? new MapperPage(entries, NO_MORE, false, false)
              : new MapperPage(entries, 0, true, false);
    };
  }
}
