import { readEntries } from '/work/main/hub/src/ingest/read-entries.ts'
import { readBody } from '/work/main/hub/src/ingest/read-body.ts'
import { Database } from 'bun:sqlite'
import { rmSync } from 'node:fs'
import { openStore } from '/work/main/hub/src/store/open.ts'
import { presenceRules } from '/work/main/hub/src/presence/rules.ts'
import { seedSchool, SCHOOL } from '/work/main/hub/test/helpers/school.ts'
import { receive } from '/work/main/hub/src/ingest/session.ts'
import { chainOf, readBatch } from '/work/main/hub/src/ingest/read-batch.ts'
import { decodeUp, encodeFrame } from '@schoolgate/protocol/frame/codec'
import { decodeBody } from '@schoolgate/protocol/entry/body'
import { entriesMac } from '@schoolgate/protocol/frame/session'
import { ScriptedJournal, testBody, testId } from '/work/main/hub/test/helpers/kiosk-client.ts'
import { logValues } from '/work/main/hub/src/store/log-values.ts'
const N=20, F=2000
for (const x of ['','-wal','-shm']) rmSync('/tmp/s/p.db'+x,{force:true})
const key=new Uint8Array(32)
const now=Date.now()
const j=new ScriptedJournal(testId('k'),testId('j'))
const persons=Array.from({length:20000},(_, i)=>[testId('p'+i),testId('c'+i)])
for(let i=0;i<N*F;i++){const [p,c]=persons[i%20000]; j.add(testBody({person:p,card:c,direction:i<20000?'in':'out',reading:{sensor:'gy-mcu90640-1',kind:'array',surface:34.5+(i%20)/10,ambient:22.4,frames:9,sd:0.12}}),{bootId:testId('b'),monoMs:1000+i*0.37,wallMs:now+i})}
const frames=[]
for(let f=0;f<F;f++){const from=f*N+1,to=from+N-1;const fr={t:'entries',from,to,prev:j.hash(from-1),head:j.hash(to),entries:j.entries.slice(from-1,to)};frames.push(encodeFrame({...fr,mac:entriesMac(key,fr)}))}
console.log('frame bytes',frames[0].length,'body',j.entries[0][6].length)
const cpu=()=>{const c=process.cpuUsage();return (c.user+c.system)/1000}
const T=(name,fn)=>{const t=cpu();fn();const d=cpu()-t;console.log(name.padEnd(14),(d*1000/(N*F)).toFixed(2),"cpu us/entry")}
const place={kiosk:testId('k'),gate:SCHOOL.gate,site:SCHOOL.site}
const mk=()=>({place,timeZone:SCHOOL.timeZone,journal:testId('j'),macKey:key,sample:{bootId:testId('b'),mono:0,sentAt:now,receivedAt:now+5},tail:{seq:0,head:new Uint8Array(32),lo:0},committed:0,safeHwm:0,rewinding:false,strikes:0,configVersion:0,rosterVersion:0})
const ctx={now:now+1e8,localDay:(z,a)=>presenceRules.localTime(z,a).day}
for(let rep=0;rep<3;rep++){
 console.log('rep',rep)
 let ups; T('readEntries',()=>{for(const f of frames)readEntries(f)}); T('readBody',()=>{for(const u of (globalThis.U??[]))for(const e of u.entries)readBody('scan',1,e[6])}); T('decodeUp',()=>{ups=frames.map(f=>decodeUp(f).value);globalThis.U=ups})
 T('mac',()=>{for(const u of ups)entriesMac(key,u)})
 let chains; T('chain',()=>{chains=ups.map(u=>chainOf(u,testId('k'),testId('j')))})
 T('decodeBody',()=>{for(const u of ups)for(const e of u.entries)decodeBody(e[6])})
 T('JSON.parse',()=>{for(const u of ups)for(const e of u.entries)JSON.parse(Buffer.from(e[6]).toString('latin1'))})
 T('readBatch',()=>{const r=mk();for(let i=0;i<F;i++)readBatch(ups[i],0,chains[i],r,ctx)})
 let acts; T('receive all',()=>{const s={state:'ready',ready:mk()};acts=frames.map(f=>receive(s,f,ctx))})
 if(acts.some(a=>a.do!=='append'))console.log(acts.find(a=>a.do!=='append'))
 for (const x of ['','-wal','-shm']) rmSync('/tmp/s/p.db'+x,{force:true})
 const store=await openStore({sqlitePath:'/tmp/s/p.db'},{rules:presenceRules}); await seedSchool(store)
 const g=50
 let t=cpu()
 for(let i=0;i<F;i+=g) await store.ingest.append(acts.slice(i,i+g).map(a=>a.append))
 console.log('store.append',((cpu()-t)*1000/(N*F)).toFixed(2))
 t=cpu(); let n; while((n=await store.presence.merge())>0); console.log('merge',((cpu()-t)*1000/(N*F)).toFixed(2))
 await store.close()
 // raw
 for (const x of ['','-wal','-shm']) rmSync('/tmp/s/p.db'+x,{force:true})
 const st=await openStore({sqlitePath:'/tmp/s/p.db'},{rules:presenceRules}); await st.close()
 const db=new Database('/tmp/s/p.db'); db.run('pragma journal_mode=wal');db.run('pragma synchronous=full')
 const ins=db.prepare(`insert into log values (?${', ?'.repeat(27)})`)
 let id=0; const vals=acts.map(a=>a.append.rows.map((_,i)=>logValues(a.append,i,++id)))
 t=cpu()
 for(let i=0;i<F;i+=g){db.run('begin');for(let k=i;k<i+g;k++)for(const v of vals[k])ins.run(...v);db.run('commit')}
 console.log('raw 1000/tx',((cpu()-t)*1000/(N*F)).toFixed(2))
 db.close()
}
