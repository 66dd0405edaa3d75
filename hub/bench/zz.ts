import { hash, createHash } from 'node:crypto'
const d=new Uint8Array(265).fill(7), out=new Uint8Array(32)
const n=200000
const T=(name,fn)=>{for(let r=0;r<3;r++){const t=performance.now();for(let i=0;i<n;i++)fn();console.log(name,((performance.now()-t)*1000/n).toFixed(3),'us')}}
T('hash buffer',()=>hash('sha256',d,'buffer'))
T('createHash',()=>createHash('sha256').update(d).digest())
if(globalThis.Bun){T('SHA256.hash',()=>Bun.SHA256.hash(d)); T('SHA256.hash into',()=>Bun.SHA256.hash(d,out))
const h=new Bun.CryptoHasher('sha256'); T('hasher reuse',()=>{h.update(d);h.digest()}); T('hasher reuse into',()=>{h.update(d);h.digest(out)})}
const dec=new TextDecoder('utf-8',{fatal:true}), s=JSON.stringify({direction:'in',card:'24385ca3dfc20663',person:'8a8133a34a9de776',reading:{sensor:'gy-mcu90640-1',kind:'array',surface:34.5,ambient:22.4,frames:9,sd:0.12},verdict:'pass',reasons:[],method:'qr',rulePack:'starter-1',look:1,idleMs:4000}); const b=new TextEncoder().encode(s), bb=Buffer.from(b)
T('TextDecoder',()=>dec.decode(b)); T('latin1',()=>bb.latin1Slice(0,bb.length)); T('utf8',()=>bb.utf8Slice(0,bb.length));T('parse',()=>JSON.parse(s)); T('both',()=>JSON.parse(dec.decode(b)))
