package io.portprobe.protocols.testing.msrpc;

/**
 * The behaviour of a connectionless endpoint mapper.
 *
 * @param map the map and its encoding
 * @param workingCount the number of "working" PDUs before a response
 * @param callsBack whether it calls back before idempotent calls, too
 * @param forgetsCall whether it forgets the call at the first ping
 * @param rejectStatus the status with which it rejects every call, or 0 for none
 * @param lossInterval the average number of datagrams of which one is lost, or 0 for no loss
 */
record DatagramMapperSettings(
    MapperSettings map,
    int workingCount,
    boolean callsBack,
    boolean forgetsCall,
    int rejectStatus,
    int lossInterval) {}
