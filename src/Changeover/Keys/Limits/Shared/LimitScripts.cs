namespace Changeover.Keys.Limits.Shared;

/// <summary>The steps that Redis does as one. Amounts stay texts or go through <c>HINCRBY</c>, which counts in 64 bits: a number of Lua has 53, and money needs 60.</summary>
internal static class LimitScripts
{
    private const string Move = """
        local function minus(amount)
          return string.sub(amount, 1, 1) == '-' and string.sub(amount, 2) or '-' .. amount
        end

        -- The one way in which counters change: what a node has put there moves with them, so that it can be taken out again and put back.
        local function move(counter, own, part, amount)
          if tonumber(amount) == 0 then return end
          local kind, bucket = string.match(part, '^(%a)(%d+)')
          if kind ~= 'h' then redis.call('HINCRBY', counter, 'v' .. bucket, amount) end
          if kind ~= 'v' then redis.call('HINCRBY', counter, 'h' .. bucket, amount) end
          if kind == 'b' then redis.call('HINCRBY', counter, 'n', 1) end
          if redis.call('HINCRBY', own, part, amount) == 0 then redis.call('HDEL', own, part) end
        end

        local function expire(key, after)
          if after ~= '' then redis.call('PEXPIRE', key, after) end
        end

        if redis.call('GET', KEYS[1]) ~= ARGV[1] then return {'generation'} end

        """;

    /// <summary>
    /// Takes all charges or none. KEYS: generation, nodes, touched, then counter and own of each charge. ARGV: generation, node, then of each charge:
    /// id, part, first bucket that does not count (empty = only its own does), first bucket to keep, expiry, limit, amount.
    /// Reply: taken, or refused or unfilled with the charge's number; then the fields of each counter.
    /// </summary>
    public const string Take = Move + """
        local function charge(i)
          local a = 3 + 7 * (i - 1)
          return {
            counter = KEYS[2 + 2 * i], own = KEYS[3 + 2 * i], id = ARGV[a], part = ARGV[a + 1], before = ARGV[a + 2], oldest = tonumber(ARGV[a + 3]),
            expiry = ARGV[a + 4], most = ARGV[a + 5], amount = ARGV[a + 6], kind = string.sub(ARGV[a + 1], 1, 1), bucket = string.match(ARGV[a + 1], '%d+')}
        end

        -- What is missing for an amount: counted in billions and the rest, which doubles hold exactly.
        local function missing(c)
          local high, low = 0, 0
          local function add(text, sign)
            high = high + sign * (tonumber(string.sub(text, 1, -10)) or 0)
            low = low + sign * tonumber(string.sub(text, -9))
          end
          local fields = redis.call('HGETALL', c.counter)
          for f = 1, #fields, 2 do
            local bucket = string.match(fields[f], '^v(%d+)$')
            if bucket and (bucket == c.bucket or c.before ~= '' and tonumber(bucket) > tonumber(c.before)) then add(fields[f + 1], 1) end
          end
          add(c.amount, 1)
          add(c.most, -1)
          return high * 1000000000 + low
        end

        local function forget(key, oldest)
          for _, field in ipairs(redis.call('HKEYS', key)) do
            local bucket = string.match(field, '^[vhf](%d+)$')
            if bucket and tonumber(bucket) < oldest then redis.call('HDEL', key, field) end
          end
        end

        local charges, reply = {}, {'taken', 0}
        for i = 1, (#KEYS - 3) / 2 do
          local c = charge(i)
          charges[i] = c
          if c.kind == 'b' and redis.call('HEXISTS', c.counter, 'f' .. c.bucket) == 0 then return {'unfilled', i} end
          if reply[1] == 'taken' and missing(c) > 0 then reply = {'refused', i} end
        end
        for i, c in ipairs(charges) do
          if reply[1] == 'taken' then
            move(c.counter, c.own, c.part, c.amount)
            if c.kind == 'v' then move(c.counter, c.own, 'h' .. c.bucket, c.amount) end
            if redis.call('HLEN', c.counter) > 200 then forget(c.counter, c.oldest) end
            if c.kind == 'v' and redis.call('HLEN', c.own) > 200 then forget(c.own, c.oldest) end
            expire(c.counter, c.expiry)
            expire(c.own, c.expiry)
            redis.call('SADD', KEYS[3], c.id)
          end
          reply[i + 2] = redis.call('HGETALL', c.counter)
        end
        redis.call('SADD', KEYS[2], ARGV[2])
        return reply
        """;

    /// <summary>
    /// Reservations become what was used; one that is not there (any more) is left alone. KEYS: generation, then counter and own of each charge.
    /// ARGV: generation, then of each charge: part, what was reserved, what was used, their difference.
    /// </summary>
    public const string Settle = Move + """
        for i = 1, (#KEYS - 1) / 2 do
          local counter, own, a = KEYS[2 * i], KEYS[1 + 2 * i], 2 + 4 * (i - 1)
          local part, held, used, change = ARGV[a], ARGV[a + 1], ARGV[a + 2], ARGV[a + 3]
          local kind, bucket = string.match(part, '^(%a)(%d+)')
          if kind == 'b' then
            held = redis.call('HGET', own, part)
            if held then
              move(counter, own, part, minus(held))
              redis.call('HINCRBY', counter, 'v' .. bucket, used)
            end
          elseif redis.call('HEXISTS', own, 'h' .. bucket) == 1 then
            move(counter, own, part, change)
            move(counter, own, 'h' .. bucket, minus(held))
          end
        end
        return {'done'}
        """;

    /// <summary>
    /// A budget becomes what the ledger says and what is reserved beside it. KEYS: generation, counter, then owns of nodes. ARGV: generation,
    /// <c>n</c> as it was before the ledger was read, bucket, spent, then pairs: number of an own, and a reservation there whose request the ledger has already.
    /// Reply: done, by this or another node; or changed: a reservation came or went meanwhile, and the ledger must be read again.
    /// </summary>
    public const string Fill = Move + """
        if redis.call('HEXISTS', KEYS[2], 'f' .. ARGV[3]) == 1 then return {'done'} end
        if (redis.call('HGET', KEYS[2], 'n') or '0') ~= ARGV[2] then return {'changed'} end
        for i = 5, #ARGV, 2 do
          local own = KEYS[2 + tonumber(ARGV[i])]
          local held = redis.call('HGET', own, ARGV[i + 1])
          if held then move(KEYS[2], own, ARGV[i + 1], minus(held)) end
        end
        redis.call('HSET', KEYS[2], 'v' .. ARGV[3], ARGV[4])
        redis.call('HINCRBY', KEYS[2], 'v' .. ARGV[3], redis.call('HGET', KEYS[2], 'h' .. ARGV[3]) or 0)
        redis.call('HSET', KEYS[2], 'f' .. ARGV[3], 1)
        return {'done'}
        """;

    /// <summary>
    /// What a node has put into a counter becomes what it says now; a budget is to be filled anew. KEYS: generation, counter, own, touched, nodes.
    /// ARGV: generation, node, id, expiry, then pairs of part and amount.
    /// </summary>
    public const string Put = Move + """
        local wanted = {}
        for i = 5, #ARGV, 2 do wanted[ARGV[i]] = ARGV[i + 1] end
        local there = redis.call('HGETALL', KEYS[3])
        for f = 1, #there, 2 do
          if wanted[there[f]] == there[f + 1] then
            wanted[there[f]] = nil
          else
            move(KEYS[2], KEYS[3], there[f], minus(there[f + 1]))
          end
        end
        for part, amount in pairs(wanted) do move(KEYS[2], KEYS[3], part, amount) end
        for _, field in ipairs(redis.call('HKEYS', KEYS[2])) do
          if string.sub(field, 1, 1) == 'f' then redis.call('HDEL', KEYS[2], field) end
        end
        expire(KEYS[2], ARGV[4])
        expire(KEYS[3], ARGV[4])
        if redis.call('EXISTS', KEYS[3]) == 1 then
          redis.call('SADD', KEYS[4], ARGV[3])
          redis.call('SADD', KEYS[5], ARGV[2])
        else
          redis.call('SREM', KEYS[4], ARGV[3])
        end
        return {'done'}
        """;
}
